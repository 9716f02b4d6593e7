package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;

/** The certificate after a certificate, in one call. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RenewalResourceTest {

    @Test
    void givesTheSameNamesToAnotherKey() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        Csrs next = Csrs.p256();
        Response second = issued(renew("nitb", id(first), Map.of("csr", next.pem())));
        Certificate old = certificate(first);
        Certificate renewed = certificate(second);
        assertThat(renewed.dnsNames()).isEqualTo(old.dnsNames());
        assertThat(renewed.subject()).isEqualTo(old.subject());
        assertThat(renewed.key()).isNotEqualTo(old.key());
        assertThat(Api.officer(Role.REGISTRATION_OFFICER)
                        .get("/api/v1/requests/" + second.path("id"))
                        .<String>path("content.renews"))
                .isEqualTo(id(first));
    }

    @Test
    void givesTheSameKeyAnotherTime() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        Response second = issued(renew("nitb", id(first), Map.of()));
        assertThat(certificate(second).key()).isEqualTo(certificate(first).key());
        assertThat(id(second)).isNotEqualTo(id(first));
    }

    @Test
    void givesTheSameAnswerToTheSameKey() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        String key = UUID.randomUUID().toString();
        Map<String, Object> csr = Map.of("csr", Csrs.p256().pem());
        assertThat(id(renew("nitb", id(first), csr, key))).isEqualTo(id(renew("nitb", id(first), csr, key)));
    }

    @Test
    void givesTheSameAnswerAfterTheFirstWasRevokedAndNoOther() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        String key = UUID.randomUUID().toString();
        Map<String, Object> csr = Map.of("csr", Csrs.p256().pem());
        Response second = issued(renew("nitb", id(first), csr, key));
        revoke(first);
        Response again = issued(renew("nitb", id(first), csr, key));
        assertThat(id(again)).isEqualTo(id(second));
        assertThat(again.<String>path("id")).isEqualTo(second.path("id"));
        refused(renew("nitb", id(first), csr), 409, "certificate-revoked");
        refused(renew("nitb", id(first), Map.of("csr", Csrs.p256().pem()), key), 409, "certificate-revoked");
    }

    /** Whatever the new request names, its key alone is taken. */
    @Test
    void takesNoNamesFromTheNewRequest() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        Csrs other = Csrs.p256().subject("CN=www.nitb.example.gov.pk").dns("www.nitb.example.gov.pk");
        Response second = issued(renew("nitb", id(first), Map.of("csr", other.pem())));
        assertThat(certificate(second).dnsNames()).containsExactly("mail.nitb.example.gov.pk");
        assertThat(certificate(second).subject()).isEqualTo(certificate(first).subject());
        assertThat(certificate(second).key()).isNotEqualTo(certificate(first).key());
    }

    @Test
    void followsNoCertificateOfAnotherBodyAndNoRevokedOne() {
        Response first = issued(ask(Csrs.p256().dns("mail.nitb.example.gov.pk").pem()));
        refused(renew("ntc", id(first), Map.of()), 404, "certificate-unknown");
        refused(renew("nitb", "0".repeat(64), Map.of()), 404, "certificate-unknown");
        refused(renew("nitb", "x", Map.of()), 404, "certificate-unknown");
        revoke(first);
        refused(renew("nitb", id(first), Map.of()), 409, "certificate-revoked");
    }

    private static void revoke(Response issued) {
        assertThat(TestCertificates.revoke("nitb", certificate(issued), "superseded")
                        .statusCode())
                .isEqualTo(200);
    }

    private static Response ask(String csr) {
        return Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of("profile", "tls-server", "csr", csr))
                .post("/api/v1/requests");
    }

    private static Response renew(String body, String certificate, Map<String, Object> document) {
        return renew(body, certificate, document, UUID.randomUUID().toString());
    }

    private static Response renew(String body, String certificate, Map<String, Object> document, String key) {
        return Api.subscriber(body)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(document)
                .post("/api/v1/certificates/" + certificate + "/renewal");
    }

    private static Response issued(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.<String>path("state")).as(answer.asString()).isEqualTo("issued");
        return answer;
    }

    private static Certificate certificate(Response answer) {
        return Certificate.of(Pem.parse(answer.path("certificate.pem")).content());
    }

    private static String id(Response answer) {
        return answer.path("certificate.id");
    }

    private static void refused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("rule")).isEqualTo(rule);
        assertThat(answer.<String>path("fix")).isNotBlank();
    }
}
