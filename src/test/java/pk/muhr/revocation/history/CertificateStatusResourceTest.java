package pk.muhr.revocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** What was true of a certificate at a time, and what was known of it at another, over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CertificateStatusResourceTest {

    @Test
    void tellsWhatWasTrueApartFromWhatWasKnown() throws InterruptedException {
        Certificate certificate = TestCertificates.issued("nitb");
        Thread.sleep(2100); // dates are whole seconds
        Instant compromised = certificate.notBefore().plusSeconds(1);
        Instant unsuspecting = Instant.now();
        Thread.sleep(20);
        TestCertificates.order(certificate, "keyCompromise", compromised);

        Response now = status(Api.officer(Role.AUDITOR), certificate, "");
        assertThat(now.statusCode()).as(now.asString()).isEqualTo(200);
        assertThat(now.path("status").toString()).isEqualTo("revoked");
        assertThat(now.path("event.reason").toString()).isEqualTo("keyCompromise");
        assertThat(now.path("event.since").toString()).isEqualTo(compromised.toString());
        assertThat(now.<Boolean>path("expired")).isFalse();

        String then = "?at=" + unsuspecting;
        assertThat(status(Api.officer(Role.AUDITOR), certificate, then)
                        .path("status")
                        .toString())
                .isEqualTo("revoked");
        Response known = status(Api.officer(Role.AUDITOR), certificate, then + "&asOf=" + unsuspecting);
        assertThat(known.path("status").toString()).isEqualTo("good");
        assertThat(known.<List<Object>>path("events")).isEmpty();
        assertThat(status(
                                Api.officer(Role.AUDITOR),
                                certificate,
                                "?at=" + certificate.notBefore().minusSeconds(1))
                        .path("status")
                        .toString())
                .isEqualTo("unknown");
    }

    @Test
    void remembersAHoldAfterItsRelease() throws InterruptedException {
        Certificate certificate = TestCertificates.ofDevice("nitb");
        Instant before = Instant.now();
        Thread.sleep(1100); // dates are whole seconds
        String held = TestCertificates.order(certificate, "certificateHold").path("revokedAt");
        Thread.sleep(1100);
        TestCertificates.release(certificate);
        assertThat(status(Api.officer(Role.AUDITOR), certificate, "?at=" + before)
                        .path("status")
                        .toString())
                .isEqualTo("good");
        assertThat(status(Api.officer(Role.AUDITOR), certificate, "?at=" + held)
                        .path("status")
                        .toString())
                .isEqualTo("held");
        Response now = status(Api.officer(Role.AUDITOR), certificate, "");
        assertThat(now.path("status").toString()).isEqualTo("good");
        assertThat(now.<List<String>>path("events.kind")).containsExactly("held", "released");
    }

    @Test
    void namesTheListThatWasInForce() {
        Certificate certificate = TestCertificates.issued("nitb");
        Api.officer(Role.CA_ADMINISTRATOR).post("/api/v1/authorities/gov-tls-g1/crl");
        Response answer = status(Api.subscriber("nitb"), certificate, "");
        assertThat(answer.path("crl.sha256").toString()).matches("[0-9a-f]{64}");
        assertThat(answer.path("crl.address").toString()).contains("/crl/gov-tls-g1");
        assertThat(answer.<Integer>path("crl.number")).isPositive();
        assertThat(Instant.parse(answer.path("crl.thisUpdate"))).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void showsTheAnswerThatOcspGave() throws Exception {
        Certificate certificate = TestCertificates.issued("nitb");
        byte[] told = ocsp(certificate);
        Response status = status(Api.subscriber("nitb"), certificate, "");
        for (int i = 0; i < 100 && !"answer".equals(status.path("ocsp.kind")); i++) {
            Thread.sleep(100); // answers are on record within a second
            status = status(Api.subscriber("nitb"), certificate, "");
        }
        assertThat(status.<String>path("ocsp.kind")).as(status.asString()).isEqualTo("answer");
        assertThat(status.<String>path("ocsp.status")).isEqualTo("good");
        assertThat(Base64.getDecoder().decode(status.<String>path("ocsp.response")))
                .isEqualTo(told);
        assertThat(status.<String>path("ocsp.sha256"))
                .isEqualTo(Der.of(told).sha256().hex());
    }

    /** The answer to a question without a nonce, which is repeated to everybody. */
    private static byte[] ocsp(Certificate certificate) throws Exception {
        byte[] issuer = Api.anonymous().get("/ca/gov-tls-g1.cer").asByteArray();
        DigestCalculator sha1 = new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1);
        byte[] request = new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        sha1,
                        new X509CertificateHolder(issuer),
                        certificate.serial().value()))
                .build()
                .getEncoded();
        return Api.anonymous()
                .contentType("application/ocsp-request")
                .body(request)
                .post("/ocsp")
                .asByteArray();
    }

    @Test
    void tellsABodyOfItsOwnCertificatesOnlyAndNobodyOfTheFuture() {
        Certificate certificate = TestCertificates.issued("nitb");
        assertThat(status(Api.subscriber("nitb"), certificate, "").statusCode()).isEqualTo(200);
        assertRefused(status(Api.subscriber("ntc"), certificate, ""), 404, "certificate-unknown");
        assertThat(status(Api.anonymous(), certificate, "").statusCode()).isEqualTo(401);
        String later = Instant.now().plusSeconds(60).toString();
        assertRefused(status(Api.officer(Role.AUDITOR), certificate, "?at=" + later), 422, "time-in-the-future");
        assertRefused(status(Api.officer(Role.AUDITOR), certificate, "?asOf=" + later), 422, "time-in-the-future");
        assertRefused(status(Api.officer(Role.AUDITOR), certificate, "?at=yesterday"), 400, "parameter-malformed");
    }

    private static Response status(RequestSpecification caller, Certificate certificate, String query) {
        return caller.get("/api/v1/certificates/" + certificate.fingerprint() + "/status" + query);
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
    }
}
