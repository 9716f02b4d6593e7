package pk.muhr.enrolment;

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
import pk.muhr.identity.BodyId;

/** One key is certified for one holder, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class KeyHoldersResourceTest {

    private static final Map<String, Object> AYESHA = Map.of("givenName", "Ayesha", "surname", "Khan");
    private static final Map<String, Object> BILAL = Map.of("givenName", "Bilal", "surname", "Ahmed");

    @Test
    void renewsForTheSamePersonAndFamily() {
        String csr = Csrs.p256().pem();
        assertThat(ask("ayesha.khan", "digital-signature", csr, numbered(AYESHA, "35202-1234567-2"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(ask("ayesha.khan", "digital-signature", csr, numbered(AYESHA, "35202-1234567-2"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesTheKeyOfAColleague() {
        String csr = Csrs.p256().pem();
        assertThat(ask("ayesha.khan", "digital-signature", csr, numbered(AYESHA, "35202-1234567-2"))
                        .statusCode())
                .isEqualTo(201);
        refused(
                "key-of-another-person",
                "fromPerson: ",
                ask("bilal.ahmed", "digital-signature", csr, numbered(BILAL, "61101-9876543-3")));
        refused("key-of-another-person", "subject:", ask("ayesha.khan", "eseal", csr, Map.of()));
    }

    @Test
    void refusesOneKeyForMailAndSignatures() {
        String csr = Csrs.p256().pem();
        assertThat(ask(
                                "ayesha.khan",
                                "email-protection",
                                csr,
                                Map.of(
                                        "givenName",
                                        "Ayesha",
                                        "surname",
                                        "Khan",
                                        "subjectAltName",
                                        Map.of("email", List.of("ayesha.khan@nitb.example.gov.pk"))))
                        .statusCode())
                .isEqualTo(201);
        Response refused = ask("ayesha.khan", "digital-signature", csr, numbered(AYESHA, "35202-1234567-2"));
        refused("key-of-another-family", "family: signing", refused);
        assertThat(refused.path("fix").toString()).contains("for signing", "certified for email");
    }

    @Test
    void refusesTheKeyOfAServerForItsSeal() {
        String csr = Csrs.p256().pem();
        assertThat(ask(
                                "ayesha.khan",
                                "tls-server",
                                csr,
                                Map.of("subjectAltName", Map.of("dns", List.of("key.nitb.example.gov.pk"))))
                        .statusCode())
                .isEqualTo(201);
        refused("key-of-another-family", "family: signing", ask("ayesha.khan", "eseal", csr, Map.of()));
    }

    /** @param line what stands in the line of the policy that decided */
    private static void refused(String rule, String line, Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(Api.policyLine(answer)).contains(line);
        assertThat(answer.path("clause").toString()).isNotBlank();
        assertThat(answer.path("value").toString()).matches("[0-9a-f]{64}");
    }

    private static Map<String, Object> numbered(Map<String, Object> person, String cnic) {
        return Map.of("givenName", person.get("givenName"), "surname", person.get("surname"), "cnic", cnic);
    }

    private static Response ask(String account, String profile, String csr, Map<String, Object> names) {
        return Api.bearer(TestInstallation.token(new BodyId("nitb"), account))
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr, "names", names))
                .post("/api/v1/requests");
    }
}
