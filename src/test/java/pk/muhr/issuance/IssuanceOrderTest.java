package pk.muhr.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.accreditation.PolicyActivations;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.SignedCertificate;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.SubjectPublicKey;

/**
 * The order of intent, signature and outcome that makes a crash harmless (invariant I1), against the real database: what
 * the program does, and what the database refuses whoever asks.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class IssuanceOrderTest {

    private static final Duration PAST = Duration.ofSeconds(-1);
    private static final Duration FUTURE = Duration.ofDays(1);

    @Inject
    Drafts drafts;

    @Inject
    Intents intents;

    @Inject
    Outcomes outcomes;

    @Inject
    Completion completion;

    @Inject
    OrphanSweep sweep;

    @Inject
    IssuedCertificates certificates;

    @Inject
    CertificateStatuses statuses;

    @Inject
    PolicyActivations activations;

    @Inject
    ActivePolicy policy;

    @Inject
    EntityManager entities;

    @Inject
    AuditRecords audit;

    // --- the first outcome stands ---

    @Test
    void dropsASignatureThatComesAfterItsIntentWasGivenUp() throws SQLException {
        IntentDraft draft = drafts.draft();
        Intent intent = intents.open(draft);
        SignedCertificate signed = drafts.authority().sign(draft.linted());
        assertThat(outcomes.orphaned(intent, Drafts.ACTOR)).isTrue();

        assertThat(outcomes.issued(intent, signed, Drafts.ACTOR)).isFalse();

        assertThat(IntentTable.outcomes(intent.id())).containsExactly("ORPHANED");
        assertThat(certificates.find(signed.certificate().fingerprint())).isEmpty();
        assertThat(certificates.state(intent.issuerKey(), intent.serial())).contains(SerialState.ORPHANED);
        assertThat(status(intent)).isInstanceOf(CertificateStatus.Revoked.class);
        assertThat(records(intent))
                .containsExactly("INTENT_OPENED", "ORPHAN_REVOKED", "INTENT_ORPHANED", "LATE_SIGNATURE_DROPPED");
    }

    @Test
    void leavesACertificateAloneThatWasIssuedBeforeItsIntentCouldBeGivenUp() throws SQLException {
        IntentDraft draft = drafts.draft();
        Intent intent = intents.open(draft);
        SignedCertificate signed = drafts.authority().sign(draft.linted());
        assertThat(outcomes.issued(intent, signed, Drafts.ACTOR)).isTrue();

        assertThat(outcomes.orphaned(intent, Drafts.ACTOR)).isFalse();

        assertThat(IntentTable.outcomes(intent.id())).containsExactly("ISSUED");
        assertThat(certificates.find(signed.certificate().fingerprint())).isPresent();
        assertThat(status(intent)).isInstanceOf(CertificateStatus.Good.class);
        assertThat(records(intent)).containsExactly("INTENT_OPENED", "CERTIFICATE_ISSUED");
    }

    @RepeatedTest(10)
    void letsOneOfSignerAndSweepWinWhenTheyComeTogether() throws Exception {
        IntentDraft draft = drafts.draft();
        Intent intent = intents.open(draft);
        SignedCertificate signed = drafts.authority().sign(draft.linted());

        List<Boolean> won = together(
                () -> outcomes.issued(intent, signed, Drafts.ACTOR), () -> outcomes.orphaned(intent, Drafts.ACTOR));

        assertThat(won).containsExactlyInAnyOrder(true, false);
        boolean issued = won.getFirst();
        assertThat(IntentTable.outcomes(intent.id())).containsExactly(issued ? "ISSUED" : "ORPHANED");
        assertThat(status(intent))
                .isInstanceOf(issued ? CertificateStatus.Good.class : CertificateStatus.Revoked.class);
    }

    @Test
    void saysNothingOfASerialWhoseSigningIsUnderWay() {
        Intent intent = intents.open(drafts.draft());
        assertThat(certificates.state(intent.issuerKey(), intent.serial())).isEmpty();
        assertThat(status(intent)).isInstanceOf(CertificateStatus.Unknown.class);
    }

    // --- many at once ---

    @Test
    void keepsWhatWasSignedBeforeTheKeyFailedAndGivesUpTheRest() throws SQLException {
        List<PreparedCertificate> three = List.of(drafts.prepared(), drafts.prepared(), drafts.prepared());
        RuntimeException failure = new IllegalStateException("the token is gone");
        List<PreparedCertificate> asked = new ArrayList<>();

        assertThatThrownBy(() -> completion.of(three, each -> {
                    asked.add(each);
                    if (each == three.get(1)) {
                        throw failure;
                    }
                    return each.authority().sign(each.draft().linted());
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();

        assertThat(asked).as("nothing more is asked of a key that fails").isEqualTo(three.subList(0, 2));
        Intent signed = intent(three.getFirst());
        assertThat(IntentTable.outcomes(signed.id())).containsExactly("ISSUED");
        assertThat(status(signed)).isInstanceOf(CertificateStatus.Good.class);
        assertThat(records(signed)).containsExactly("INTENT_OPENED", "CERTIFICATE_ISSUED");
        for (PreparedCertificate unsigned : three.subList(1, 3)) {
            Intent orphan = intent(unsigned);
            assertThat(IntentTable.outcomes(orphan.id())).containsExactly("ORPHANED");
            assertThat(status(orphan)).isInstanceOf(CertificateStatus.Revoked.class);
            assertThat(IntentTable.revocations(orphan)).isOne();
            assertThat(records(orphan)).containsExactly("INTENT_OPENED", "ORPHAN_REVOKED", "INTENT_ORPHANED");
        }
    }

    private static Intent intent(PreparedCertificate prepared) {
        IntentDraft draft = prepared.draft();
        return new Intent(
                draft.id(),
                draft.request(),
                draft.authority(),
                draft.issuerKey(),
                draft.linted().content().serial());
    }

    // --- the policy in force ---

    @Test
    void refusesAnIntentThatWasJudgedByAnotherPolicy() throws SQLException {
        PolicyBundle other = drafts.otherBundle();
        IntentTable.store(other.hash());
        IntentDraft draft = drafts.draftUnder(other);

        assertThatThrownBy(() -> intents.open(draft))
                .isInstanceOf(Superseded.class)
                .hasMessageContaining("is not the active one");

        assertThat(IntentTable.intents(draft.id())).isZero();
        assertThat(records(draft)).isEmpty();
    }

    @Test
    void refusesAnIntentUnderAnotherPolicyWhoeverInsertsIt() throws SQLException {
        PolicyBundle other = drafts.otherBundle();
        IntentTable.store(other.hash());
        assertRefused("MU001", row().policy(other.hash()));
    }

    @Test
    void refusesAnIntentThatWaitedForAnActivation() throws Exception {
        IntentDraft draft = drafts.draft();
        PolicyBundle before = policy.bundle();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Intent> opening = openedDuringAnActivation(thread, draft);
            QuarkusTransaction.commit();
            assertThat(opening)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(Superseded.class);
            assertThat(IntentTable.intents(draft.id())).isZero();
        } finally {
            activations.activate(before);
            policy.refresh();
        }
        assertThat(intents.open(draft).id()).isEqualTo(draft.id());
    }

    @Test
    void opensAnIntentThatWaitedForAnActivationThatCameToNothing() throws Exception {
        IntentDraft draft = drafts.draft();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Intent> opening = openedDuringAnActivation(thread, draft);
            QuarkusTransaction.rollback();
            assertThat(opening).succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(IntentTable.intents(draft.id())).isOne();
    }

    /** Returns with the activation's transaction open and the intent waiting for it. */
    private Future<Intent> openedDuringAnActivation(ExecutorService thread, IntentDraft draft) throws Exception {
        QuarkusTransaction.begin();
        activations.activate(drafts.otherBundle());
        entities.flush();
        Future<Intent> opening = thread.submit(() -> intents.open(draft));
        IntentTable.awaitSomebodyWaiting();
        assertThat(opening.isDone()).isFalse();
        return opening;
    }

    // --- attempts ---

    @Test
    void refusesASecondAttemptWithoutAFirst() throws SQLException {
        IntentDraft second = drafts.draft(IntentTable.request(), 2);
        assertThatThrownBy(() -> intents.open(second))
                .isInstanceOf(Superseded.class)
                .hasMessageContaining("attempt 2 needs attempt 1 orphaned");
        assertRefused("MU002", row().request(IntentTable.request()).attempt(2));
    }

    @Test
    void refusesASecondAttemptWhileTheFirstIsUnderWay() throws SQLException {
        UUID request = IntentTable.request();
        intents.open(drafts.draft(request, 1));
        assertThatThrownBy(() -> intents.open(drafts.draft(request, 2))).isInstanceOf(Superseded.class);
        assertRefused("MU002", row().request(request).attempt(2));
    }

    @Test
    void refusesASecondAttemptWhenTheFirstLedToACertificate() throws SQLException {
        UUID request = IntentTable.request();
        IntentDraft first = drafts.draft(request, 1);
        Intent intent = intents.open(first);
        outcomes.issued(intent, drafts.authority().sign(first.linted()), Drafts.ACTOR);
        assertThatThrownBy(() -> intents.open(drafts.draft(request, 2))).isInstanceOf(Superseded.class);
        assertRefused("MU002", row().request(request).attempt(2));
    }

    @Test
    void opensASecondAttemptOnceTheFirstWasGivenUp() throws SQLException {
        UUID request = IntentTable.request();
        outcomes.orphaned(intents.open(drafts.draft(request, 1)), Drafts.ACTOR);
        assertThatThrownBy(() -> intents.open(drafts.draft(request, 3))).isInstanceOf(Superseded.class);
        assertThat(intents.open(drafts.draft(request, 2)).request()).contains(request);
        assertThat(certificates.lastAttempt(request)).contains(new IssuedCertificates.Attempt(2, Optional.empty()));
    }

    @Test
    void opensEachAttemptOnce() throws Exception {
        UUID request = IntentTable.request();
        IntentDraft one = drafts.draft(request, 1);
        IntentDraft other = drafts.draft(request, 1);
        assertThat(together(() -> opens(one), () -> opens(other))).containsExactlyInAnyOrder(true, false);
        assertRefused("23505", row().request(request).attempt(1));
    }

    // --- numbers and keys ---

    @Test
    void refusesASerialThatItsIssuerUsedAlready() throws SQLException {
        IntentDraft draft = drafts.draft();
        Intent intent = intents.open(draft);
        IntentDraft again = Drafts.renamed(draft);
        assertThatThrownBy(() -> intents.open(again)).isInstanceOf(Superseded.class);
        assertThat(records(again)).isEmpty();
        assertRefused("23505", row().serial(intent.serial()));
    }

    @Test
    void letsTwoIssuersUseTheSameSerial() throws SQLException {
        Intent intent = intents.open(drafts.draft());
        CertificateAuthority another = drafts.authority("government");
        UUID id = row().serial(intent.serial()).issuer(another).insert();
        assertThat(IntentTable.intents(id)).isOne();
    }

    @Test
    void refusesAKeyThatIsAnotherBodys() throws SQLException {
        IntentDraft draft = drafts.draft();
        intents.open(draft);
        SubjectPublicKey key = draft.linted().content().key();
        assertRefused("MU005", row().subjectKey(key).body("ntc").family("tls"));
        assertRefused("MU005", row().subjectKey(key));
        assertThat(row().subjectKey(key).body("nitb").family("tls").insert()).isNotNull();
    }

    @Test
    void refusesAKeyThatIsAnotherPersonsOrOfAnotherFamily() throws SQLException {
        IntentTable.request(); // puts its requester on record
        SubjectPublicKey key = drafts.draft().linted().content().key();
        String person = "test-issuance-order";
        row().subjectKey(key).body("nitb").person(person).family("signing").insert();
        assertRefused("MU005", row().subjectKey(key).body("nitb").person(person).family("email"));
        assertRefused(
                "MU005",
                row().subjectKey(key).body("nitb").person("dev-subscriber-nitb").family("signing"));
        assertRefused("MU005", row().subjectKey(key).body("nitb").family("signing"));
        assertThat(row().subjectKey(key)
                        .body("nitb")
                        .person(person)
                        .family("signing")
                        .insert())
                .isNotNull();
    }

    @Test
    void refusesAKeyThatWasReportedCompromised() throws SQLException {
        IntentDraft draft = drafts.draft();
        Intent intent = intents.open(draft);
        IntentTable.revoked(intent, 1);
        assertRefused("MU004", row().subjectKey(draft.linted().content().key()).body("nitb"));
    }

    // --- the sweep ---

    @Test
    void sweepGivesUpWhatIsPastItsLeaseAndRevokesIt() throws SQLException {
        Intent late = row().lease(PAST).intent();

        sweep.sweep();

        assertThat(IntentTable.outcomes(late.id())).containsExactly("ORPHANED");
        assertThat(status(late)).isInstanceOf(CertificateStatus.Revoked.class);
        assertThat(IntentTable.revocations(late)).isOne();
        assertThat(records(late)).containsExactlyInAnyOrder("INTENT_ORPHANED", "ORPHAN_REVOKED");
    }

    @Test
    void sweepChangesNothingTheSecondTime() throws SQLException {
        Intent late = row().lease(PAST).intent();
        sweep.sweep();
        CertificateStatus before = status(late);

        sweep.sweep();

        assertThat(IntentTable.outcomes(late.id())).containsExactly("ORPHANED");
        assertThat(status(late)).isEqualTo(before);
        assertThat(records(late)).containsExactlyInAnyOrder("INTENT_ORPHANED", "ORPHAN_REVOKED");
    }

    @Test
    void sweepsOfTwoReplicasGiveAnIntentUpOnce() throws Exception {
        Intent late = row().lease(PAST).intent();
        together(this::swept, this::swept);
        assertThat(IntentTable.outcomes(late.id())).containsExactly("ORPHANED");
        assertThat(IntentTable.revocations(late)).isOne();
        assertThat(records(late)).containsExactlyInAnyOrder("INTENT_ORPHANED", "ORPHAN_REVOKED");
    }

    @Test
    void sweepLeavesAloneWhatHasTimeLeftOrAnOutcome() throws SQLException {
        Intent young = row().lease(FUTURE).intent();
        IntentDraft draft = drafts.draft();
        Intent issued = intents.open(draft);
        outcomes.issued(issued, drafts.authority().sign(draft.linted()), Drafts.ACTOR);

        sweep.sweep();

        assertThat(IntentTable.outcomes(young.id())).isEmpty();
        assertThat(status(young)).isInstanceOf(CertificateStatus.Unknown.class);
        assertThat(status(issued)).isInstanceOf(CertificateStatus.Good.class);
    }

    private IntentTable.Row row() {
        return new IntentTable.Row(drafts.authority(), policy.bundle().hash());
    }

    private boolean swept() {
        sweep.sweep();
        return true;
    }

    private boolean opens(IntentDraft draft) {
        try {
            intents.open(draft);
            return true;
        } catch (Superseded e) {
            return false;
        }
    }

    private CertificateStatus status(Intent intent) {
        return statuses.of(intent.issuerKey(), intent.serial());
    }

    private List<String> records(Intent intent) {
        return records(intent.id().toString(), intent.serial().hex());
    }

    private List<String> records(IntentDraft draft) {
        return records(draft.id().toString(), "none");
    }

    /** The names of the records about an intent or its serial number, in their order. */
    private List<String> records(String intent, String serial) {
        return audit.newest(100).reversed().stream()
                .map(record -> record.event())
                .filter(event -> intent.equals(event.details().get("intent"))
                        || serial.equals(event.details().get("serial")))
                .map(event -> event.event())
                .toList();
    }

    private static void assertRefused(String state, IntentTable.Row row) {
        assertThatThrownBy(row::insert).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo(state));
    }

    private static List<Boolean> together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> answers = threads.invokeAll(List.of(one, other));
            return List.of(answers.get(0).get(), answers.get(1).get());
        }
    }
}
