package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/** A certificate that is held over HTTP, and what becomes of it. Every test ends the hold that it began. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HoldResourceTest {

    @Inject
    CertificateStatuses statuses;

    @Inject
    Hierarchy hierarchy;

    @Test
    void holdsAndReleasesAndHoldsAgain() {
        Certificate certificate = TestCertificates.ofDevice("nitb");
        Response held = TestCertificates.order(certificate, "certificateHold");
        assertThat(held.statusCode()).as(held.asString()).isEqualTo(200);
        assertThat(held.path("state").toString()).isEqualTo("held");
        assertThat(status(certificate))
                .isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> assertThat(revoked.reason())
                        .isEqualTo(RevocationReason.CERTIFICATE_HOLD));
        assertRefused(TestCertificates.order(certificate, "certificateHold"), 409, "already-held");

        Response released = TestCertificates.release(certificate);
        assertThat(released.statusCode()).as(released.asString()).isEqualTo(200);
        assertThat(released.path("state").toString()).isEqualTo("released");
        assertThat(status(certificate)).isInstanceOf(CertificateStatus.Good.class);
        assertRefused(TestCertificates.release(certificate), 409, "not-held");

        assertThat(TestCertificates.order(certificate, "certificateHold").statusCode())
                .isEqualTo(200);
        assertThat(TestCertificates.release(certificate).statusCode()).isEqualTo(200);
    }

    @Test
    void revokesWhatIsHeldFromTheHoldOnAndForGood() throws InterruptedException {
        Certificate certificate = TestCertificates.ofDevice("nitb");
        String heldAt = TestCertificates.order(certificate, "certificateHold").path("revokedAt");
        Thread.sleep(1100); // dates are whole seconds
        Response revoked = TestCertificates.order(certificate, "privilegeWithdrawn");
        assertThat(revoked.statusCode()).as(revoked.asString()).isEqualTo(200);
        assertThat(revoked.path("revokedAt").toString()).isEqualTo(heldAt);
        assertRefused(TestCertificates.release(certificate), 409, "not-held");
        assertRefused(TestCertificates.order(certificate, "certificateHold"), 409, "already-revoked");
    }

    @Test
    void refusesAHoldWhereTheProfileKnowsNoneOrTheCallerIsNoOfficer() {
        Response ofTls = TestCertificates.order(TestCertificates.issued("nitb"), "certificateHold");
        assertRefused(ofTls, 422, "reason-not-permitted");
        assertThat(ofTls.path("policy").toString()).startsWith("policies/tls-server.yaml:");
        Certificate certificate = TestCertificates.ofDevice("nitb");
        assertRefused(TestCertificates.revoke("nitb", certificate, "certificateHold"), 422, "reason-not-permitted");
        assertThat(status(certificate)).isInstanceOf(CertificateStatus.Good.class);
    }

    @Test
    void refusesAReleaseOfWhatWasNeverHeldOrIsUnknownAndByHolders() {
        Certificate certificate = TestCertificates.ofDevice("nitb");
        assertRefused(TestCertificates.release(certificate), 409, "not-held");
        String address = "/api/v1/certificates/%s/release";
        assertRefused(
                Api.officer(Role.SECURITY_OFFICER).post(address.formatted("0".repeat(64))), 404, "certificate-unknown");
        assertThat(Api.subscriber("nitb")
                        .post(address.formatted(certificate.fingerprint()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesNoInvalidityDateAfterTheHold() throws InterruptedException {
        Certificate certificate = TestCertificates.ofDevice("nitb");
        Instant heldAt = Instant.parse(
                TestCertificates.order(certificate, "certificateHold").path("revokedAt"));
        Thread.sleep(1100); // dates are whole seconds
        assertRefused(
                TestCertificates.order(certificate, "affiliationChanged", heldAt.plusSeconds(1)),
                422,
                "invalidity-date-not-permitted");
        assertThat(TestCertificates.order(certificate, "affiliationChanged", heldAt)
                        .statusCode())
                .isEqualTo(200);
    }

    private CertificateStatus status(Certificate certificate) {
        return statuses.of(
                hierarchy
                        .named("gov-authentication")
                        .orElseThrow()
                        .certificate()
                        .key()
                        .fingerprint(),
                certificate.serial());
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
        assertThat(answer.path("clause").toString()).isNotBlank();
    }
}
