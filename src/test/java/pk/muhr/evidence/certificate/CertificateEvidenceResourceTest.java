package pk.muhr.evidence.certificate;

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
import pk.muhr.identity.Role;

/** From one certificate to everything. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateEvidenceResourceTest {

    private static Response get(String id) {
        return Api.officer(Role.AUDITOR).get("/api/v1/audit/certificates/" + id);
    }

    @Test
    void hasAllThatLedToACertificateAndBecameOfIt() throws Exception {
        Response issued = Api.askForHost("nitb");
        String id = issued.path("certificate.id");
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + id + "/revocation");
        Response all = get(id);
        for (int times = 0;
                times < 100 && all.<List<Object>>path("records.proof").contains(null);
                times++) {
            Thread.sleep(100);
            all = get(id);
        }
        assertThat(all.statusCode()).as(all.asString()).isEqualTo(200);
        assertThat(all.<String>path("certificate.pem")).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(all.<String>path("request.id")).isEqualTo(issued.path("id"));
        assertThat(all.<String>path("request.csr")).startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        assertThat(all.<List<String>>path("proofs.kind")).containsExactlyInAnyOrder("domain", "organization");
        assertThat(all.<List<String>>path("lints.broken")).isEmpty();
        assertThat(all.<List<String>>path("publication.addresses")).isNotEmpty();
        assertThat(all.<List<String>>path("status.kind")).containsExactly("revoked");
        assertThat(all.<List<String>>path("records.record.event"))
                .contains("REQUEST_SUBMITTED", "INTENT_OPENED", "CERTIFICATE_ISSUED", "CERTIFICATE_REVOKED");
        assertThat(all.<List<Object>>path("records.proof.inclusion"))
                .isNotEmpty()
                .doesNotContainNull();
        assertThat(TestInstallation.stored("select count(*) > 0 from audit_record where event = 'EVIDENCE_TAKEN'"
                        + " and actor = 'test-auditor' and subject = '" + id + "'"))
                .isEqualTo("t");
    }

    @Test
    void showsOurOwnCertificatesToo() {
        String responder = TestInstallation.stored(
                "select o.certificate_sha256 from outcome o"
                        + " join intent i on i.id = o.intent where i.profile = 'ocsp-responder' and o.state = 'ISSUED' limit 1");
        Response all = get(responder);
        assertThat(all.statusCode()).as(all.asString()).isEqualTo(200);
        assertThat(all.<Object>path("request")).isNull();
        assertThat(all.<List<String>>path("records.record.event")).contains("CERTIFICATE_ISSUED");
    }

    @Test
    void knowsNoOther() {
        assertThat(get("0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(get("x").statusCode()).isIn(400, 404);
        assertThat(Api.officer(Role.SECURITY_OFFICER)
                        .get("/api/v1/audit/certificates/" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(403);
    }
}
