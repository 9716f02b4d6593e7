package pk.muhr.enrolment;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.issuance.ApprovedRequest;
import pk.muhr.issuance.BodyAttributes;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.issuance.IssuedCertificates.Attempt;
import pk.muhr.issuance.Preparation;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.issuance.SerialState;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.RequestReading;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.safety.ActivePolicy;

/** Takes requests through: the caller's right, the profile's judgement, the record, the certificate. */
@ApplicationScoped
public class Enrolments {

    private static final Role[] READERS = {
        Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR
    };

    private final Requests requests;
    private final Bodies bodies;
    private final ActivePolicy policy;
    private final Issuance issuance;
    private final IssuedCertificates certificates;
    private final Clock clock;

    Enrolments(
            Requests requests,
            Bodies bodies,
            ActivePolicy policy,
            Issuance issuance,
            IssuedCertificates certificates,
            Clock clock) {
        this.requests = requests;
        this.bodies = bodies;
        this.policy = policy;
        this.issuance = issuance;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Submits a request. With an idempotency key, repeating it gives the same certificate, whatever was lost between; a
     * crash at any point leaves either nothing, or a request that the next repetition takes up where it stopped.
     */
    public Submission submit(Caller caller, NewRequest request, Optional<IdempotencyKey> key) {
        Body body = bodies.find(caller.requireBody()).orElseThrow();
        Optional<RecordedRequest> earlier = key.flatMap(k -> requests.find(caller.person(), k));
        if (earlier.isPresent() && !isSame(earlier.get(), body, request)) {
            return new Submission.KeyTaken(key.orElseThrow());
        }
        if (earlier.isPresent()) {
            Optional<Submission> settled = settled(earlier.get());
            if (settled.isPresent()) {
                return settled.get();
            }
        }
        return switch (judge(body, request)) {
            case Judgement.Refused<SubscriberRequest>(Refusal why) -> new Submission.Refused(why);
            case Judgement.Permitted<SubscriberRequest>(SubscriberRequest content) ->
                issue(caller, body, request, content, key, earlier);
        };
    }

    /** A request by its id: a subscriber sees the own body's only. */
    public Optional<Enrolment> find(Caller caller, UUID id) {
        return requests.find(id, scope(caller)).map(this::enrolment);
    }

    /** The newest requests that the caller may see; at most {@code count}. */
    public List<Enrolment> newest(Caller caller, int count) {
        return requests.newest(scope(caller), count).stream()
                .map(this::enrolment)
                .toList();
    }

    private static Optional<BodyId> scope(Caller caller) {
        return caller.scope(READERS);
    }

    /** The same content for the same body; a person may act for another body by now. */
    private static boolean isSame(RecordedRequest recorded, Body body, NewRequest request) {
        return recorded.body().equals(body.id()) && recorded.contentHash().equals(request.contentHash());
    }

    /** What an earlier request with the same key has come to; empty when it must be taken up again. */
    private Optional<Submission> settled(RecordedRequest request) {
        Optional<Attempt> last = certificates.lastAttempt(request.id());
        if (last.isEmpty() || last.get().state().equals(Optional.of(SerialState.ORPHANED))) {
            return Optional.empty();
        }
        Enrolment enrolment = enrolment(request);
        return Optional.of(
                enrolment.certificate().isPresent()
                        ? new Submission.Issued(enrolment)
                        : new Submission.UnderWay(enrolment));
    }

    private Judgement<SubscriberRequest> judge(Body body, NewRequest request) {
        PolicyBundle bundle = policy.bundle();
        Optional<Refusal> hold = bundle.hold();
        if (hold.isPresent()) {
            return new Judgement.Refused<>(hold.get());
        }
        Optional<CertificateProfile> profile =
                bundle.profile(request.profile()).filter(p -> p.kind() == CertificateProfile.Kind.SUBSCRIBER);
        if (profile.isEmpty()) {
            return new Judgement.Refused<>(
                    new Refusal.UnknownProfile(request.profile().value(), Issuance.subscriberProfiles(bundle)));
        }
        Judgement<SubscriberRequest> judgement = new RequestReading(profile.get(), bundle, BodyAttributes.of(body))
                .judge(request.csr(), request.names());
        boolean possessed =
                judgement instanceof Judgement.Refused || request.csr().provesPossession();
        return possessed
                ? judgement
                : new Judgement.Refused<>(new Refusal.PossessionNotProved(
                        "the signature does not verify",
                        "sign the request with the key it holds",
                        bundle.place(profile.get(), "keys")));
    }

    /** Judges by proofs and linter, puts the request on record, and signs; a later attempt continues an orphaned one. */
    private Submission issue(
            Caller caller,
            Body body,
            NewRequest request,
            SubscriberRequest content,
            Optional<IdempotencyKey> key,
            Optional<RecordedRequest> earlier) {
        UUID id = earlier.map(RecordedRequest::id).orElseGet(UUID::randomUUID);
        int attempt = earlier.flatMap(r -> certificates.lastAttempt(r.id()))
                        .map(Attempt::number)
                        .orElse(0)
                + 1;
        ApprovedRequest approved = new ApprovedRequest(id, body, request.profile(), content, attempt, caller.actor());
        return switch (issuance.prepare(approved)) {
            case Preparation.Refused(Refusal why) -> new Submission.Refused(why);
            case Preparation.Ready(PreparedCertificate prepared) -> {
                RecordedRequest recorded;
                try {
                    recorded = earlier.orElseGet(() -> requests.add(
                            caller, id, body.id(), request, key, clock.instant().truncatedTo(ChronoUnit.MICROS)));
                } catch (Requests.KeyInUse e) {
                    yield overtaken(caller, body, request, key.orElseThrow());
                }
                IssuedCertificate issued = issuance.issue(prepared);
                yield new Submission.Issued(enrolment(recorded, Optional.of(issued)));
            }
        };
    }

    /** The same key came twice at the same moment and the other one is on record. */
    private Submission overtaken(Caller caller, Body body, NewRequest request, IdempotencyKey key) {
        RecordedRequest other = requests.find(caller.person(), key).orElseThrow();
        return isSame(other, body, request)
                ? settled(other).orElseGet(() -> new Submission.UnderWay(enrolment(other)))
                : new Submission.KeyTaken(key);
    }

    private Enrolment enrolment(RecordedRequest request) {
        return enrolment(request, certificates.ofRequest(request.id()));
    }

    private static Enrolment enrolment(RecordedRequest request, Optional<IssuedCertificate> certificate) {
        return new Enrolment(request.id(), request.body(), request.profile(), request.submittedAt(), certificate);
    }
}
