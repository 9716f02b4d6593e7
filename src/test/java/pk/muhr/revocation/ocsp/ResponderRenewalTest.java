package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.TestInstallation;
import pk.muhr.accreditation.PolicyActivations;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.Outcome;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.ca.OcspResponders;
import pk.muhr.ca.OcspSigner;
import pk.muhr.ca.OcspSigners;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.issuance.Issuance;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.revocation.Revocations;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.ProcessRoles;
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

    /** Another process's responder with a key in its memory; whose certificate it is does not matter. */
    private static final String REGISTER_OF_ANOTHER_PROCESS = """
            insert into ocsp_responder (authority, token, key_label, certificate, not_after)
            select 'gov-authentication-g1', 'memory', 'ocsp-gov-authentication-g1-memory', certificate, not_after
            from ocsp_responder where authority = 'national-root-g1' order by seq desc limit 1
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
    ResponderCertificates certificates;

    @Inject
    ResponderPetitions petitions;

    @Inject
    ProcessRoles roles;

    @Inject
    ActivePolicy policy;

    @Inject
    PolicyActivations activations;

    @Inject
    AuditRecords audit;

    @Inject
    ReplicaLock lock;

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

    /** Without it the answers about what is issued already would end. */
    @Test
    void renewsWhileThePolicyInForceHoldsIssuance() {
        Certificate before = current();
        under("eseal.yaml", "authority: gov-signing", "authority: gov-tls", () -> renewal(Duration.ofDays(21))
                .renewDue());
        assertThat(current()).isNotEqualTo(before);
    }

    /** Our own linter objects to the address, the other one to everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crlDistributionPoint: true | responder-no-distribution-point",
                "externalLinter: {command: objecting, blocking: true, exceptions: {}}%ncrlDistributionPoint: false"
                        + " | e_everything",
            })
    void signsNoneThatALinterObjectsToAndPutsThatOnRecord(String key, String rule) {
        Certificate before = current();
        under("ocsp-responder.yaml", "crlDistributionPoint: false", key.formatted(), () -> renewal(Duration.ofDays(21))
                .renewDue());
        assertThat(current()).isEqualTo(before);
        assertThat(audit.newest(100))
                .anyMatch(entry -> entry.event().event().equals("LINT_OBJECTED")
                        && entry.event().outcome() == Outcome.FAILURE
                        && entry.event().details().get("profile").toString().equals("ocsp-responder")
                        && entry.event().details().get("rules").toString().equals("[" + rule + "]"));
    }

    /** Does something while another policy is in force. */
    private void under(String file, String from, String to, Runnable action) {
        PolicyBundle shipped = policy.bundle();
        Map<String, String> files = new TreeMap<>(shipped.files());
        files.merge(file, "", (text, _) -> text.replace(from, to));
        assertThat(files).isNotEqualTo(shipped.files());
        activations.activate(PolicyBundle.inForce(files));
        policy.refresh();
        try {
            action.run();
        } finally {
            activations.activate(shipped);
            policy.refresh();
        }
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
        for (Instant asked = Instant.now(); !answersWithAnother(before); asked = Instant.now()) {
            assertThat(asked).isBefore(latest);
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

    @Test
    void isNotReadyWhenACertificateEndsBeforeTheAnswersThatItShouldCarry() {
        assertThat(health(Duration.ofDays(4))).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(health(Duration.ofDays(5).plusHours(1))).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    private HealthCheckResponse.Status health(Duration ahead) {
        Clock clock = Clock.offset(Clock.systemUTC(), ahead);
        return new ResponderHealth(hierarchy, signers, clock, roles).call().getStatus();
    }

    @Test
    void answersWithItsOwnKeyInMemoryWhateverOtherProcessesHave() throws Exception {
        CertificateAuthority authority = hierarchy.named("gov-authentication").orElseThrow();
        Certificate own = ownCertificate(authority);
        assertThat(Duration.between(own.notBefore(), own.notAfter())).isLessThanOrEqualTo(Duration.ofDays(7));
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(REGISTER_OF_ANOTHER_PROCESS);
        }
        renewal(Duration.ZERO).renewDue();
        assertThat(ownCertificate(authority)).isEqualTo(own);
        assertThat(responders.newest(authority.id())).as("nobody else's").isEmpty();

        renewal(Duration.ofDays(5)).renewDue();
        Certificate next = ownCertificate(authority);
        assertThat(next.key()).isNotEqualTo(own.key());
        TestCertificates.revokedElsewhere(authority.id().toString(), authority.certificate(), next.serial());
        Instant latest = Instant.now().plusSeconds(30);
        while (signers.of(authority.id())
                .filter(signer -> !signer.certificate().equals(next))
                .isEmpty()) {
            assertThat(Instant.now()).isBefore(latest);
            Thread.sleep(50);
        }
    }

    private Certificate ownCertificate(CertificateAuthority authority) {
        return signers.of(authority.id()).orElseThrow().certificate();
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
        Sha256 left = signers.nextKey(commercial(), key -> false).publicKey().fingerprint();
        assertThat(signers.nextKey(commercial(), key -> false).publicKey().fingerprint())
                .isEqualTo(left);
        assertThat(signers.nextKey(commercial(), left::equals).publicKey().fingerprint())
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
                hierarchy, signers, certificates, petitions, compromised, roles, statuses, lock, clock, executor);
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
