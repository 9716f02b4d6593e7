package pk.muhr.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.policy.Refusal;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.Sha256;

/**
 * What people decide about requests (invariant I5): an approval binds the content's hash, comes from somebody else than
 * the requester, counts once, and leads to one certificate. A request that was approved is judged again by the policy and
 * the proofs of that moment before anything is signed.
 */
@ApplicationScoped
public class Approvals {

    private static final Logger LOG = Logger.getLogger(Approvals.class);
    private static final int AT_ONCE = 100;

    private final Enrolments enrolments;
    private final Requests requests;
    private final Decisions decisions;
    private final ReplicaLock lock;
    private final Clock clock;

    Approvals(Enrolments enrolments, Requests requests, Decisions decisions, ReplicaLock lock, Clock clock) {
        this.enrolments = enrolments;
        this.requests = requests;
        this.decisions = decisions;
        this.lock = lock;
        this.clock = clock;
    }

    /** How a decision about a request fared. */
    public sealed interface Outcome {

        /** It counts; where it was the last approval, issuance followed. */
        record Counted(Submission submission) implements Outcome {}

        /** The request is decided, issued or needs no human. */
        record NothingToDecide(Enrolment enrolment) implements Outcome {}

        /** Whoever approves read something else. */
        record OtherContent() implements Outcome {}

        /** The policy asks officers for their certificate, and a token alone came. */
        record CertificateNeeded() implements Outcome {}

        /** Nobody decides about their own request, or about one of a body they act for. */
        record OwnRequest() implements Outcome {}

        /** The caller's appointment ended at this moment. */
        record RoleLost() implements Outcome {}

        /** It counts and is the last one, but the certificate is refused now; it is tried again until then. */
        record RefusedSince(Refusal why, Instant until) implements Outcome {}

        /** The caller sees no such request. */
        record Unknown() implements Outcome {}
    }

    /**
     * Approves a request, and issues with the last approval that is needed. Saying the same again takes up an issuance that
     * was cut short, and changes nothing else while the first approval counts.
     *
     * @param content the hash of what the officer read
     */
    public Outcome approve(Caller officer, UUID id, Sha256 content) {
        officer.require(Role.REGISTRATION_OFFICER);
        Optional<RecordedRequest> found = requests.find(id, Optional.empty());
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        RecordedRequest request = found.get();
        if (request.requester().equals(officer.person())) {
            return new Outcome.OwnRequest();
        }
        if (!request.contentHash().equals(content)) {
            return new Outcome.OtherContent();
        }
        if (request.decision().filter(awaited -> !awaited.takes(officer)).isPresent()) {
            return new Outcome.CertificateNeeded();
        }
        boolean mine = decisions.approvals(id).stream()
                .anyMatch(approval -> approval.counts() && approval.by().equals(officer.person()));
        try {
            if (!mine) {
                decisions.approve(officer, request, content);
            }
            Enrolment counted = enrolments.enrolment(request);
            if (counted.state(clock.instant()).equals("validated")) {
                return new Outcome.Counted(new Submission.Waiting(counted));
            }
            Submission submission = enrolments.takeUp(request);
            return submission instanceof Submission.Refused(Refusal why)
                    ? new Outcome.RefusedSince(
                            why, request.decision().orElseThrow().until())
                    : new Outcome.Counted(submission);
        } catch (DecisionRefused e) {
            return refused(e, request);
        }
    }

    /** Turns a request down, for a reason that its requester can act on. */
    public Outcome reject(Caller officer, UUID id, String reason) {
        officer.require(Role.REGISTRATION_OFFICER);
        return requests.find(id, Optional.empty())
                .map(request -> request.requester().equals(officer.person())
                        ? new Outcome.OwnRequest()
                        : decided(request, () -> decisions.reject(officer, request, reason)))
                .orElseGet(Outcome.Unknown::new);
    }

    /** Takes a request back; anybody who acts for the body may. */
    public Outcome withdraw(Caller subscriber, UUID id) {
        return requests.find(id, Optional.of(subscriber.requireBody()))
                .map(request -> decided(request, () -> decisions.withdraw(subscriber, request)))
                .orElseGet(Outcome.Unknown::new);
    }

    private Outcome decided(RecordedRequest request, Runnable decision) {
        Enrolment before = enrolments.enrolment(request);
        if (!before.isOpen(clock.instant())) {
            return new Outcome.NothingToDecide(before);
        }
        try {
            decision.run();
            return new Outcome.Counted(new Submission.Waiting(enrolments.enrolment(request)));
        } catch (DecisionRefused e) {
            return refused(e, request);
        }
    }

    private Outcome refused(DecisionRefused refusal, RecordedRequest request) {
        return switch (refusal.why()) {
            case NOTHING_TO_DECIDE, TOO_LATE, DECIDED_MEANWHILE ->
                new Outcome.NothingToDecide(enrolments.enrolment(request));
            case APPROVED_ALREADY -> new Outcome.Counted(new Submission.Waiting(enrolments.enrolment(request)));
            case OTHER_CONTENT -> new Outcome.OtherContent();
            case OWN_REQUEST -> new Outcome.OwnRequest();
            case ROLE_LOST -> new Outcome.RoleLost();
            case CERTIFICATE_NEEDED, CERTIFICATE_NO_MORE -> new Outcome.CertificateNeeded();
        };
    }

    /**
     * Decides what has its approvals again, and goes on with what was approved and cut short: by a crash, an outage, or an
     * authority that could not sign.
     */
    @DoneBy(ProcessRole.AUTHORITY)
    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void finish() {
        lock.whileHeld("approved requests", () -> {
            decisions.undecided(AT_ONCE).forEach(this::decide);
            decisions.unfinished(AT_ONCE).forEach(this::finish);
        });
    }

    private void decide(UUID id) {
        try {
            requests.find(id, Optional.empty()).ifPresent(decisions::approve);
            finish(id);
        } catch (RuntimeException e) {
            LOG.warnf("the request %s, which has its approvals again, waits: %s", id, e.getMessage());
        }
    }

    private void finish(UUID id) {
        try {
            requests.find(id, Optional.empty()).map(enrolments::takeUp).ifPresent(submission -> {
                if (submission instanceof Submission.Refused(var why)) {
                    LOG.warnf("the approved request %s is not issued: %s %s", id, why.rule(), why.value());
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf("the approved request %s waits: %s", id, e.getMessage());
        }
    }
}
