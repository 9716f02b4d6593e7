package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.ca.OcspResponders;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.Issuance;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.Revocations;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** Responders' certificates in the course of time, which a clock that runs ahead brings about. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ResponderRenewalTest {

    /** A responder whose key no token has; whose certificate it is does not matter. */
    private static final String LOSE_THE_KEY = """
            insert into ocsp_responder (authority, token, key_label, certificate, not_after)
            select 'commercial-g1', token, 'nobody-has-this', certificate, not_after from ocsp_responder
            where authority = 'national-root-g1' order by seq desc limit 1
            """;

    @Inject
    Hierarchy hierarchy;

    @Inject
    KeyCustody custody;

    @Inject
    OcspSigners signers;

    @Inject
    OcspResponders responders;

    @Inject
    Issuance issuance;

    @Inject
    CompromisedKeys compromised;

    @Inject
    ActivePolicy policy;

    @Inject
    RenewalLock lock;

    @Inject
    CertificateStatuses statuses;

    @Inject
    Revocations revocations;

    @Inject
    OcspResponder responder;

    @Inject
    ScheduledExecutorService executor;

    @Test
    void leavesACertificateAloneWhoseTimeHasNotCome() {
        Certificate before = current();
        renewal(Duration.ofDays(15)).renewDue();
        assertThat(current()).isEqualTo(before);
    }

    @Test
    void renewsWithAFreshKeyWhenAThirdOfItsLifeIsLeft() {
        Certificate before = current();
        long count = responders.count(commercial().id());
        renewal(Duration.ofDays(21)).renewDue();
        Certificate after = current();
        assertThat(after.serial()).isNotEqualTo(before.serial());
        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(responders.count(commercial().id())).isEqualTo(count + 1);
        assertThat(signers.of(commercial().id()).map(OcspSigner::certificate)).contains(after);
    }

    @Test
    void makesANewOneWhenItsKeyIsGoneAndOnlyOneWhereverThatIsSeen() throws Exception {
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(LOSE_THE_KEY);
        }
        long count = responders.count(commercial().id());
        Callable<Void> run = () -> {
            renewal(Duration.ZERO).renewDue();
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> run).toList());
        }
        renewal(Duration.ZERO).renewDue();
        assertThat(responders.count(commercial().id())).isEqualTo(count + 1);
        assertThat(signers.refresh(commercial(), _ -> true).map(OcspSigner::certificate))
                .contains(current());
    }

    @Test
    void answersWithANewKeyAndCertificateAsSoonAsTheResponderIsRevoked() throws Exception {
        Certificate before = current();
        assertThat(signer()).isEqualTo(before);
        QuarkusTransaction.requiringNew()
                .run(() -> revocations.revoke(commercial().id(), issuerKey(), before.serial()));
        awaitAnotherThan(before);
        assertReplaced(before);
    }

    @Test
    void noticesWithinFiveSecondsThatAnotherReplicaRevokedTheResponder() throws Exception {
        Certificate before = current();
        TestCertificates.revokedElsewhere(
                "commercial-g1", issuerKey(), before.serial(), RevocationReason.KEY_COMPROMISE);
        Instant latest = Instant.now().plusSeconds(5);
        while (!answersWithAnother(before)) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(50);
        }
        assertReplaced(before);
    }

    @Test
    void putsQuestionsOffWhileNoResponderIsAcceptable() throws Exception {
        Certificate before = current();
        signers.forget(commercial().id());
        assertThat(signers.refresh(commercial(), certificate -> !certificate.equals(before)))
                .isEmpty();
        assertThat(new OCSPResp(answer().bytes()).getStatus()).isEqualTo(OCSPResp.TRY_LATER);
        assertThat(signers.refresh(commercial(), _ -> true)).isPresent();
        assertThat(signer()).isEqualTo(before);
    }

    private void assertReplaced(Certificate before) throws Exception {
        Certificate after = signer();
        assertThat(after).isEqualTo(current());
        assertThat(after.serial()).isNotEqualTo(before.serial());
        assertThat(after.key()).isNotEqualTo(before.key());
    }

    private void awaitAnotherThan(Certificate before) throws InterruptedException {
        for (int i = 0; i < 200 && !answersWithAnother(before); i++) {
            Thread.sleep(50);
        }
    }

    private boolean answersWithAnother(Certificate before) {
        return signers.of(commercial().id())
                .filter(signer -> !signer.certificate().equals(before))
                .isPresent();
    }

    /** The certificate with which an answer is signed now. */
    private Certificate signer() throws Exception {
        BasicOCSPResp answer = (BasicOCSPResp) new OCSPResp(answer().bytes()).getResponseObject();
        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(answer.getCerts()[0])))
                .isTrue();
        return Certificate.of(Der.of(answer.getCerts()[0].getEncoded()));
    }

    @Test
    void passesOverAKeyLeftByACrashThatWasBlockedSince() {
        Sha256 left =
                signers.nextKey(commercial().id(), key -> false).publicKey().fingerprint();
        assertThat(signers.nextKey(commercial().id(), key -> false).publicKey().fingerprint())
                .isEqualTo(left);
        assertThat(signers.nextKey(commercial().id(), left::equals).publicKey().fingerprint())
                .isNotEqualTo(left);
    }

    private Der answer() {
        return responder
                .answer(Questions.request()
                        .about(commercial().certificate(), BigInteger.ONE)
                        .der())
                .der();
    }

    private Sha256 issuerKey() {
        return commercial().certificate().key().fingerprint();
    }

    private ResponderRenewal renewal(Duration ahead) {
        Clock clock = Clock.offset(Clock.systemUTC(), ahead);
        return new ResponderRenewal(
                hierarchy, custody, signers, issuance, compromised, policy, statuses, lock, clock, executor);
    }

    private CertificateAuthority commercial() {
        return hierarchy.named("commercial").orElseThrow();
    }

    private Certificate current() {
        return Optional.of(commercial().id())
                .flatMap(responders::newest)
                .orElseThrow()
                .certificate();
    }
}
