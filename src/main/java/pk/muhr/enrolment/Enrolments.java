package pk.muhr.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
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
import pk.muhr.issuance.Superseded;
import pk.muhr.policy.ApprovalNeeds;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyPlace;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.RequestReading;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.StopSwitch;
import pk.muhr.validation.PersonProofs;

/** Takes requests through: the caller's right, the profile's judgement, the record, people's decision, the certificate. */
@ApplicationScoped
public class Enrolments {

    private static final Role[] READERS = {
        Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR
    };

    private final Requests requests;
    private final RequestSearch search;
    private final Decisions decisions;
    private final Bodies bodies;
    private final ActivePolicy policy;
    private final Issuance issuance;
    private final IssuedCertificates certificates;
    private final PersonProofs people;
    private final StopSwitch stop;
    private final Clock clock;

    Enrolments(
            Requests requests,
            RequestSearch search,
            Decisions decisions,
            Bodies bodies,
            ActivePolicy policy,
            Issuance issuance,
            IssuedCertificates certificates,
            PersonProofs people,
            StopSwitch stop,
            Clock clock) {
        this.requests = requests;
        this.search = search;
        this.decisions = decisions;
        this.bodies = bodies;
        this.policy = policy;
        this.issuance = issuance;
        this.certificates = certificates;
        this.people = people;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Submits a request. With an idempotency key, repeating it gives the same certificate, whatever was lost between; a
     * crash at any point leaves either nothing, or a request that the next repetition takes up where it stopped.
     */
    public Submission submit(Caller caller, NewRequest request, Optional<IdempotencyKey> key) {
        Body body = bodies.find(caller.requireBody()).orElseThrow();
        Optional<RecordedRequest> earlier = key.flatMap(k -> requests.find(caller.person(), k));
        if (earlier.isPresent()) {
            return isSame(earlier.get(), body, request)
                    ? takeUp(earlier.get(), body, request)
                    : new Submission.KeyTaken(key.orElseThrow());
        }
        UUID id = UUID.randomUUID();
        return switch (prepare(id, 1, body, caller.actor(), request)) {
            case Preparation.Refused(Refusal why) -> new Submission.Refused(why);
            case Preparation.Ready(PreparedCertificate prepared) -> {
                RecordedRequest recorded = fresh(id, caller, body, request);
                try {
                    requests.add(caller, List.of(Requests.Arrived.of(recorded, request, key, prepared)), perDay());
                } catch (Requests.KeyInUse e) {
                    yield overtaken(caller, body, request, key.orElseThrow());
                } catch (Requests.QuotaReached e) {
                    yield new Submission.Refused(refusal(e));
                }
                yield recorded.decision().isPresent()
                        ? new Submission.Waiting(enrolment(recorded))
                        : issue(recorded, prepared);
            }
        };
    }

    /** Whether the caller sent this very request under this key before. */
    public boolean isRecorded(Caller caller, Optional<IdempotencyKey> key, NewRequest request) {
        return key.flatMap(given -> requests.find(caller.person(), given))
                .filter(earlier -> earlier.contentHash().equals(request.contentHash()))
                .isPresent();
    }

    /** The certificate that a request would lead to, judged and linted like one; nothing is recorded or signed. */
    public Preparation preview(Caller caller, NewRequest request) {
        Body body = bodies.find(caller.requireBody()).orElseThrow();
        return prepare(UUID.randomUUID(), 1, body, caller.actor(), request);
    }

    /** The certificate that a request on record would lead to now, for who decides; nothing is recorded or signed. */
    public Preparation preview(RecordedRequest request) {
        Body body = bodies.find(request.body()).orElseThrow();
        return content(request)
                .map(content -> prepare(UUID.randomUUID(), 1, body, requester(request), content))
                .orElseGet(() -> new Preparation.Refused(contentLost()));
    }

    private static Actor requester(RecordedRequest request) {
        return new Actor(request.requester().value(), Optional.of(Role.SUBSCRIBER.label()));
    }

    private static Refusal contentLost() {
        return new Refusal.PersonNotProved(
                "the content on record",
                "ask anew: it has not the hash that was approved, not even with the number of a person who is on record as"
                        + " the requester",
                Optional.empty());
    }

    /** How many officers must agree to a request, by the policy in force; none to one of no profile, which is refused. */
    public int approvals(ProfileId profile) {
        return policy.bundle()
                .profile(profile)
                .map(CertificateProfile::approvals)
                .orElse(0);
    }

    /** How many requests by each profile a body may make within 24 hours, where the policy in force says so. */
    Map<ProfileId, Integer> perDay() {
        return policy.bundle().profiles().stream()
                .filter(profile -> profile.requestsPerDay().isPresent())
                .collect(Collectors.toMap(CertificateProfile::id, profile -> profile.requestsPerDay()
                        .orElseThrow()));
    }

    /** A body that asks for too much in a day, as it is told. */
    Refusal refusal(Requests.QuotaReached reached) {
        PolicyBundle bundle = policy.bundle();
        CertificateProfile profile = bundle.profile(reached.profile()).orElseThrow();
        return new Refusal.QuotaReached(
                reached.made() + " requests by " + reached.profile() + " within 24 hours",
                "send what is left when some of them are older than that",
                bundle.place(profile, "requestsPerDay"));
    }

    /** Goes on with a request on record: what it came to, or else its next attempt if it may have one. */
    Submission takeUp(RecordedRequest request) {
        return content(request)
                .map(content -> takeUp(request, bodies.find(request.body()).orElseThrow(), content))
                .orElseGet(() -> new Submission.Refused(contentLost()));
    }

    /** What a request asks for, as far as it is kept: a person's number is not. */
    public NewRequest asked(RecordedRequest request) {
        return requests.content(request);
    }

    /** What each of these asks for, by request. */
    public Map<UUID, NewRequest> asked(List<Enrolment> enrolments) {
        return enrolments.isEmpty()
                ? Map.of()
                : requests.contents(enrolments.stream().map(Enrolment::request).toList());
    }

    /** What was asked for: as on record, or with the requester's own number; the hash says which. */
    Optional<NewRequest> content(RecordedRequest request) {
        NewRequest kept = requests.content(request);
        return Stream.concat(
                        Stream.of(kept),
                        people.standing(request.body()).stream()
                                .filter(proof -> proof.account().equals(request.requester()))
                                .map(proof -> kept.withNumber(proof.identifier())))
                .filter(content -> content.contentHash().equals(request.contentHash()))
                .findFirst();
    }

    /** The same with the request as it came again, which holds what the record does not keep. */
    Submission takeUp(RecordedRequest recorded, Body body, NewRequest request) {
        Optional<Attempt> last = certificates.lastAttempt(recorded.id());
        if (isStanding(last)) {
            return standing(recorded);
        }
        Enrolment enrolment = enrolment(recorded);
        Optional<Refusal> lacking = lacksApprovals(enrolment);
        if (lacking.isPresent()) {
            return new Submission.Refused(lacking.get());
        }
        if (!enrolment.state(clock.instant()).equals("approved")) {
            return new Submission.Waiting(enrolment);
        }
        int approvals = approvals(recorded.profile());
        if (recorded.decision().isEmpty() && approvals > 0) {
            return new Submission.Refused(new Refusal.NotApproved(
                    approvals + " approvals are asked for since",
                    "ask anew, with another idempotency key; officers decide then",
                    approvalsOf(recorded)));
        }
        int attempt = last.map(Attempt::number).orElse(0) + 1;
        return switch (prepare(recorded.id(), attempt, body, requester(recorded), request)) {
            case Preparation.Refused(Refusal why) -> new Submission.Refused(why);
            case Preparation.Ready(PreparedCertificate prepared) -> issue(recorded, prepared);
        };
    }

    private static boolean isStanding(Optional<Attempt> last) {
        return last.isPresent() && !last.get().state().equals(Optional.of(SerialState.ORPHANED));
    }

    private Submission standing(RecordedRequest recorded) {
        Enrolment enrolment = enrolment(recorded);
        return enrolment.certificate().isPresent()
                ? new Submission.Issued(enrolment)
                : new Submission.UnderWay(enrolment);
    }

    /** A request by its id: a subscriber sees the own body's only. */
    public Optional<Enrolment> find(Caller caller, UUID id) {
        return requests.find(id, scope(caller)).map(this::enrolment);
    }

    /** The newest requests that match and that the caller may see; at most {@code count}. */
    public List<Enrolment> find(Caller caller, RequestQuery query, int count) {
        List<RecordedRequest> found = search.find(query, scope(caller), count);
        if (found.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = found.stream().map(RecordedRequest::id).toList();
        Map<UUID, IssuedCertificate> issued = certificates.ofRequests(ids);
        Map<UUID, List<Approval>> approvals = decisions.approvalsOf(ids);
        Map<UUID, Decision> decided = decisions.of(ids);
        return found.stream()
                .map(request -> new Enrolment(
                        request,
                        request.decision()
                                .map(_ -> approvals.getOrDefault(request.id(), List.of()))
                                .orElse(List.of()),
                        request.decision().map(_ -> decided.get(request.id())),
                        Optional.ofNullable(issued.get(request.id()))))
                .toList();
    }

    static Optional<BodyId> scope(Caller caller) {
        return caller.scope(READERS);
    }

    /** The same content for the same body; a person may act for another body by now. */
    private static boolean isSame(RecordedRequest recorded, Body body, NewRequest request) {
        return recorded.body().equals(body.id()) && recorded.contentHash().equals(request.contentHash());
    }

    private RecordedRequest.Awaited awaited(CertificateProfile profile, Instant now) {
        return new RecordedRequest.Awaited(
                profile.approvals(),
                now.plus(policy.bundle().floors().requestMaximum()),
                profile.approvalNeeds().orElse(ApprovalNeeds.TOKEN));
    }

    RecordedRequest fresh(UUID id, Caller caller, Body body, NewRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<CertificateProfile> decided =
                policy.bundle().profile(request.profile()).filter(profile -> profile.approvals() > 0);
        return new RecordedRequest(
                id,
                body.id(),
                caller.person(),
                request.profile(),
                request.contentHash(),
                now,
                decided.map(profile -> awaited(profile, now)));
    }

    /** Judges by profile, possession, proofs and linter. */
    private Preparation prepare(UUID id, int attempt, Body body, Actor requester, NewRequest request) {
        return switch (judge(body, request)) {
            case Judgement.Refused<SubscriberRequest>(Refusal why) -> new Preparation.Refused(why);
            case Judgement.Permitted<SubscriberRequest>(SubscriberRequest content) ->
                issuance.prepare(new ApprovedRequest(id, body, request.profile(), content, attempt, requester));
        };
    }

    Judgement<SubscriberRequest> judge(Body body, NewRequest request) {
        PolicyBundle bundle = policy.bundle();
        Optional<Refusal> hold = bundle.hold();
        if (hold.isPresent()) {
            return new Judgement.Refused<>(hold.get());
        }
        Optional<CertificateProfile> profile =
                bundle.profile(request.profile()).filter(p -> p.kind() == CertificateProfile.Kind.SUBSCRIBER);
        if (profile.isEmpty()) {
            return new Judgement.Refused<>(
                    new Refusal.UnknownProfile(request.profile().value(), bundle.subscriberProfiles()));
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

    private Submission issue(RecordedRequest recorded, PreparedCertificate prepared) {
        try {
            return new Submission.Issued(enrolment(recorded, Optional.of(issuance.issue(prepared))));
        } catch (Superseded e) {
            if (isStanding(certificates.lastAttempt(recorded.id()))) {
                return standing(recorded); // somebody else took it up at the same moment
            }
            return lacksApprovals(enrolment(recorded))
                    .or(stop::refusalNow)
                    .map(Submission.Refused::new)
                    .orElseThrow(() -> e);
        }
    }

    private Optional<Refusal> lacksApprovals(Enrolment enrolment) {
        RecordedRequest request = enrolment.request();
        return request.decision()
                .filter(_ -> enrolment.lacksApprovals()
                        && enrolment.state(clock.instant()).equals("validated"))
                .map(awaited -> new Refusal.NotApproved(
                        enrolment.given() + " of " + awaited.approvals() + " approvals count",
                        "wait until officers approve it again: an officer who approved it was suspended, or showed a"
                                + " certificate that was held or revoked since",
                        approvalsOf(request)));
    }

    private Optional<PolicyPlace> approvalsOf(RecordedRequest request) {
        PolicyBundle bundle = policy.bundle();
        return bundle.profile(request.profile()).flatMap(profile -> bundle.place(profile, "approvals"));
    }

    /** The same key came twice at the same moment and the other one is on record. */
    private Submission overtaken(Caller caller, Body body, NewRequest request, IdempotencyKey key) {
        RecordedRequest other = requests.find(caller.person(), key).orElseThrow();
        if (!isSame(other, body, request)) {
            return new Submission.KeyTaken(key);
        }
        return other.decision().isPresent() ? new Submission.Waiting(enrolment(other)) : standing(other);
    }

    Enrolment enrolment(RecordedRequest request) {
        return enrolment(request, certificates.ofRequest(request.id()));
    }

    private Enrolment enrolment(RecordedRequest request, Optional<IssuedCertificate> certificate) {
        return request.decision().isPresent()
                ? new Enrolment(request, decisions.approvals(request.id()), decisions.of(request.id()), certificate)
                : new Enrolment(request, List.of(), Optional.empty(), certificate);
    }
}
