package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.AuthorityId;
import pk.muhr.enrolment.Csrs;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.KeyPurpose;

/** What a process without the authorities' keys is given, and what it is not. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ResponderGrantsTest {

    private static final AuthorityId AUTHORITY = AuthorityId.of("gov-email-g1");

    /** As if another process had asked and been granted so often. */
    private static final String A_DAYS_WORK = """
            with asked as (insert into responder_request (id, authority, request)
                select gen_random_uuid(), 'commercial-g1', '\\x30' from generate_series(1, 200) returning id)
            insert into responder_grant (request, certificate) select id, '\\x30' from asked
            """;

    @Inject
    ResponderRequests requests;

    @Inject
    ResponderGrants grants;

    @Test
    void certifiesTheKeyAndNothingElseOfTheRequest() throws Exception {
        CertificationRequest request = CertificationRequest.ofPem(
                Csrs.p256().subject("CN=www.example.gov.pk").pem());
        Certificate certificate = granted(AUTHORITY, request);
        assertThat(certificate.key()).isEqualTo(request.key());
        assertThat(certificate.subject().toString())
                .contains("OCSP responder gov-email-g1")
                .doesNotContain("www");
        assertThat(certificate.keyPurposes()).containsExactly(KeyPurpose.OCSP_SIGNING.oid());
        assertThat(Duration.between(certificate.notBefore(), certificate.notAfter()))
                .isLessThanOrEqualTo(Duration.ofDays(7));
    }

    @Test
    void refusesAKeyOfAnotherKind() throws Exception {
        assertThat(refused(CertificationRequest.ofPem(Csrs.rsa(3072).pem()))).contains("P-256, not RSA-3072");
    }

    @Test
    void refusesAKeyThatDidNotSignTheRequest() throws Exception {
        assertThat(refused(
                        CertificationRequest.ofPem(Csrs.p256().signedByAnother().pem())))
                .contains("not signed by the key");
    }

    @Test
    void refusesABlockedKey() throws Exception {
        CertificationRequest request = CertificationRequest.ofPem(Csrs.p256().pem());
        TestInstallation.execute("insert into blocked_key (spki_sha256, reason, blocked_by) values ('"
                + request.key().fingerprint().hex() + "', 'test', 'test')");
        assertThat(refused(request)).contains("blocked");
    }

    @Test
    void refusesMoreThanADaysWork() throws Exception {
        TestInstallation.execute(A_DAYS_WORK);
        UUID id = requests.ask(
                AuthorityId.of("commercial-g1"),
                CertificationRequest.ofPem(Csrs.p256().pem()));
        assertThat(answer(id).why()).hasValueSatisfying(why -> assertThat(why).contains("200 a day"));
    }

    /** By another name it would be granted and not be counted. */
    @Test
    void takesNoOtherNameOfAnAuthority() {
        assertThatThrownBy(() ->
                        TestInstallation.execute("insert into responder_request (id, authority, request) values ('"
                                + UUID.randomUUID() + "', 'gov-email', '\\x30')"))
                .hasMessageContaining("responder_request_authority_check");
    }

    /** One whose authority is nowhere waits for ever, and keeps nobody from theirs. */
    @Test
    void isNotHeldUpByOthersThatWait() throws Exception {
        TestInstallation.execute(
                "insert into responder_request (id, authority, request) select gen_random_uuid(), 'nowhere-g1', '\\x30'"
                        + " from generate_series(1, 50)");
        granted(AUTHORITY, CertificationRequest.ofPem(Csrs.p256().pem()));
    }

    @Test
    void answersOnce() throws Exception {
        UUID id = requests.ask(
                AUTHORITY, CertificationRequest.ofPem(Csrs.rsa(3072).pem()));
        ResponderRequests.Answer first = answer(id);
        grants.look();
        assertThat(requests.answer(id)).contains(first);
    }

    private Certificate granted(AuthorityId authority, CertificationRequest request) throws Exception {
        return answer(requests.ask(authority, request)).certificate().orElseThrow();
    }

    private String refused(CertificationRequest request) throws Exception {
        return answer(requests.ask(AUTHORITY, request)).why().orElseThrow();
    }

    /** By this look, or by the schedule's, whichever is first. */
    private ResponderRequests.Answer answer(UUID id) throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(20);
        while (requests.answer(id).isEmpty()) {
            assertThat(Instant.now()).as("not answered").isBefore(latest);
            grants.look();
            Thread.sleep(50);
        }
        return requests.answer(id).orElseThrow();
    }
}
