package pk.muhr.enrolment.rest;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Shows requests, with the chain of the certificate that a request led to. */
@ApplicationScoped
class EnrolmentDocuments {

    private final Enrolments enrolments;
    private final Hierarchy hierarchy;
    private final Clock clock;

    EnrolmentDocuments(Enrolments enrolments, Hierarchy hierarchy, Clock clock) {
        this.enrolments = enrolments;
        this.hierarchy = hierarchy;
        this.clock = clock;
    }

    EnrolmentDocument shown(Enrolment enrolment) {
        return shown(enrolment, Optional.empty());
    }

    /** With what is asked for: whoever decides reads it first. */
    EnrolmentDocument whole(Enrolment enrolment) {
        return shown(enrolment, Optional.of(enrolments.asked(enrolment.request())));
    }

    private EnrolmentDocument shown(Enrolment enrolment, Optional<NewRequest> content) {
        return EnrolmentDocument.of(
                enrolment,
                clock.instant(),
                content,
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
