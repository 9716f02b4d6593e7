package pk.muhr.enrolment.rest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.EvidenceFiles;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Shows requests, with the chain of the certificate that a request led to. */
@ApplicationScoped
class EnrolmentDocuments {

    private final Enrolments enrolments;
    private final EvidenceFiles evidence;
    private final Hierarchy hierarchy;
    private final Clock clock;

    EnrolmentDocuments(Enrolments enrolments, EvidenceFiles evidence, Hierarchy hierarchy, Clock clock) {
        this.enrolments = enrolments;
        this.evidence = evidence;
        this.hierarchy = hierarchy;
        this.clock = clock;
    }

    EnrolmentDocument shown(Enrolment enrolment) {
        return shown(enrolment, Optional.empty(), List.of());
    }

    /** With what is asked for: whoever decides reads it first. */
    EnrolmentDocument whole(Enrolment enrolment) {
        return shown(
                enrolment,
                Optional.of(enrolments.asked(enrolment.request())),
                enrolment.request().decision().isPresent()
                        ? evidence.of(enrolment.request().id())
                        : List.of());
    }

    private EnrolmentDocument shown(
            Enrolment enrolment, Optional<NewRequest> content, List<EvidenceFiles.Attached> files) {
        return EnrolmentDocument.of(
                enrolment,
                clock.instant(),
                content,
                files,
                enrolment
                        .certificate()
                        .map(issued -> CertificateDocument.of(
                                issued,
                                hierarchy.named(issued.authority().toString()).orElseThrow())));
    }

    /** A client's key for a request. */
    static Optional<IdempotencyKey> key(String header) {
        try {
            return Optional.ofNullable(header).map(IdempotencyKey::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(400, "idempotency-key-malformed", "Malformed idempotency key", e.getMessage())
                            .withValue(header)
                            .withFix("send 1 to 128 visible ASCII characters, a UUID for instance"));
        }
    }

    /** For a request that is decided, issued or needs no human. */
    ProblemException nothingToDecide(Enrolment enrolment) {
        return new ProblemException(
                DecisionProblems.nothingToDecide(shown(enrolment).state()));
    }

    /** A request's id, as it stands in an address. */
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same for whoever may not see it. */
    static ProblemException unknown(String id) {
        return new ProblemException(
                Problem.of(404, "request-unknown", "No such request", "You have no request with this id.")
                        .withValue(id)
                        .withFix("take the id from the answer to your request"));
    }
}
