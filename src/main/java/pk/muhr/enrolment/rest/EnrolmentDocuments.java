package pk.muhr.enrolment.rest;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Shows requests, with the chain of the certificate that a request led to. */
@ApplicationScoped
class EnrolmentDocuments {

    private final Hierarchy hierarchy;
    private final Clock clock;

    EnrolmentDocuments(Hierarchy hierarchy, Clock clock) {
        this.hierarchy = hierarchy;
        this.clock = clock;
    }

    EnrolmentDocument shown(Enrolment enrolment) {
        return EnrolmentDocument.of(
                enrolment,
                clock.instant(),
                enrolment
                        .certificate()
                        .map(issued -> CertificateDocument.of(
                                issued,
                                hierarchy.named(issued.authority().toString()).orElseThrow())));
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
