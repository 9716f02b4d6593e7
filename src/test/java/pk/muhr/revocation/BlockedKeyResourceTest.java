package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.x509.CertificationRequest;

/** Keys that nobody may have certified, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class BlockedKeyResourceTest {

    @Test
    void refusesAKeyThatAnOfficerBlocked() {
        String csr = Csrs.p256().dns("www.nitb.example.gov.pk").pem();
        assertThat(block(csr, Role.REVOCATION_OFFICER).statusCode()).isEqualTo(201);
        assertThat(block(csr, Role.SECURITY_OFFICER).statusCode()).isEqualTo(200);
        Response refused = ask(csr);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.path("rule").toString()).isEqualTo("key-compromised");
    }

    @Test
    void blocksTheKeyOfACertificateThatIsRevokedForItsCompromise() {
        String csr = Csrs.p256().dns("www.nitb.example.gov.pk").pem();
        String id = ask(csr).path("certificate.id");
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "keyCompromise"))
                .post("/api/v1/certificates/" + id + "/revocation")
                .then()
                .statusCode(200);
        String key = CertificationRequest.ofPem(csr).key().fingerprint().hex();
        List<String> blocked =
                Api.officer(Role.AUDITOR).get("/api/v1/blocked-keys").path("spkiSha256");
        assertThat(blocked).contains(key);
    }

    @Test
    void isNoBusinessOfSubscribers() {
        Response answer = Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("pem", Csrs.p256().pem(), "reason", "mine"))
                .post("/api/v1/blocked-keys");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhatItCannotBlock() {
        for (Map<String, String> bad : List.of(
                Map.of("pem", "nothing", "reason", "x"),
                Map.of("spkiSha256", "12", "reason", "x"),
                Map.of("reason", "x"),
                Map.of("pem", Csrs.p256().pem()))) {
            assertThat(Api.officer(Role.SECURITY_OFFICER)
                            .contentType(ContentType.JSON)
                            .body(bad)
                            .post("/api/v1/blocked-keys")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static Response block(String pem, Role role) {
        return Api.officer(role)
                .contentType(ContentType.JSON)
                .body(Map.of("pem", pem, "reason", "found on a public list"))
                .post("/api/v1/blocked-keys");
    }

    private static Response ask(String csr) {
        return Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("profile", "tls-server", "csr", csr))
                .post("/api/v1/requests");
    }
}
