package pk.muhr.console.office;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.office.RequestView.Coming;
import pk.muhr.console.office.RequestView.NameProof;
import pk.muhr.enrolment.Approval;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RecordedRequest;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.enrolment.rest.Refusals;
import pk.muhr.evidence.certificate.CertificateEvidence.ProofPart;
import pk.muhr.evidence.certificate.ReliedProofs;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.Caller;
import pk.muhr.issuance.CertificateRules;
import pk.muhr.issuance.CertificateRules.KeptRule;
import pk.muhr.issuance.Preparation;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.Unavailable;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.validation.ProvedName;
import pk.muhr.x509.Certificate;

/** Puts together what an officer reads about a request. */
@ApplicationScoped
public class RequestViews {

    private static final Logger LOG = Logger.getLogger(RequestViews.class);

    /** How many of those that wait are looked at for the next one. */
    private static final int LOOKED_AT = 6;

    private final Enrolments enrolments;
    private final EvidenceFiles files;
    private final Bodies bodies;
    private final ReliedProofs proofs;
    private final ActivePolicy policy;
    private final Clock clock;

    RequestViews(
            Enrolments enrolments,
            EvidenceFiles files,
            Bodies bodies,
            ReliedProofs proofs,
            ActivePolicy policy,
            Clock clock) {
        this.enrolments = enrolments;
        this.files = files;
        this.bodies = bodies;
        this.proofs = proofs;
        this.policy = policy;
        this.clock = clock;
    }

    /** A request, and the certificate that it led to or would lead to. */
    record Seen(RequestView view, Optional<CertificateFacts> facts) {}

    private record Beside(Coming coming, Optional<Certificate> certificate) {}

    /** The request of this id, if there is one. */
    Optional<Seen> of(UUID id, Caller caller) {
        return enrolments.find(caller, id).map(enrolment -> seen(enrolment, caller));
    }

    private Seen seen(Enrolment enrolment, Caller caller) {
        RecordedRequest request = enrolment.request();
        NewRequest asked = enrolments.asked(request);
        Beside beside = enrolment
                .certificate()
                .map(issued -> became(asked, issued.certificate()))
                .orElseGet(() -> becomes(request, asked));
        RequestView view = new RequestView(
                request,
                asked,
                bodies.find(request.body()).map(Body::legalName).orElseThrow(),
                QueueResource.purpose(policy, request.profile()),
                QueueResource.stateKey(enrolment.state(clock.instant())),
                enrolment.approvals(),
                enrolment.given(),
                enrolment.decision(),
                enrolment.isOpen(clock.instant()),
                request.requester().equals(caller.person()) || caller.body().equals(Optional.of(request.body())),
                enrolment.approvals().stream().filter(Approval::counts).anyMatch(each -> each.by()
                        .equals(caller.person())),
                files.of(request.id()),
                beside.coming(),
                enrolment.certificate().map(issued -> issued.certificate().fingerprint()),
                next(request.id(), caller));
        return new Seen(view, beside.certificate().map(CertificateFacts::of));
    }

    /** The oldest of the newest that wait, but for this one and those that the officer approved. */
    private Optional<String> next(UUID but, Caller caller) {
        RequestQuery waiting = new RequestQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(RequestQuery.State.VALIDATED),
                Optional.empty());
        return enrolments.find(caller, waiting, LOOKED_AT).stream()
                .filter(each -> each.approvals().stream()
                        .noneMatch(approval -> approval.by().equals(caller.person())))
                .map(each -> each.request().id())
                .filter(id -> !id.equals(but))
                .reduce((_, older) -> older)
                .map(UUID::toString);
    }

    private static Beside became(NewRequest asked, Certificate certificate) {
        Coming coming =
                new Coming(Difference.between(asked, certificate), List.of(), List.of(), Optional.empty(), false);
        return new Beside(coming, Optional.of(certificate));
    }

    private Beside becomes(RecordedRequest request, NewRequest asked) {
        try {
            return switch (enrolments.preview(request)) {
                case Preparation.Refused(Refusal why) ->
                    new Beside(Coming.none(Optional.of(Refusals.problem(why).problem()), false), Optional.empty());
                case Preparation.Ready(PreparedCertificate prepared) -> prepared(asked, prepared);
            };
        } catch (RuntimeException e) {
            if (!(e instanceof Unavailable)) {
                throw e;
            }
            LOG.warnf("the certificate of request %s is not shown: %s", request.id(), e.getMessage());
            return new Beside(Coming.none(Optional.empty(), true), Optional.empty());
        }
    }

    private Beside prepared(NewRequest asked, PreparedCertificate prepared) {
        Map<String, ProofPart> known = proofs
                .named(prepared.proofs().stream().map(ProvedName::proof).toList())
                .stream()
                .collect(Collectors.toMap(ProofPart::id, Function.identity(), (one, _) -> one));
        List<NameProof> named = prepared.proofs().stream()
                .map(proved -> NameProof.of(
                        proved.name(),
                        Optional.ofNullable(known.get(proved.proof().toString()))))
                .toList();
        List<KeptRule> rules = policy.bundle()
                .profile(asked.profile())
                .map(CertificateRules::of)
                .orElse(List.of());
        Coming coming =
                new Coming(Difference.between(asked, prepared.content()), named, rules, Optional.empty(), false);
        return new Beside(coming, Optional.of(prepared.content()));
    }
}
