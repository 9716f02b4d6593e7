package pk.muhr.console.administration;

import java.util.Optional;
import java.util.Set;

import pk.muhr.problem.Problem;

/**
 * What the page says of a form that was sent.
 *
 * @param done key of the words for what was done
 * @param refused key of the words for why nothing was
 * @param problem the same in the words of the domain
 */
public record Said(Optional<String> done, Optional<String> refused, Optional<Problem> problem) {

    private static final Set<String> DONE = Set.of(
            "donePolicyProposed",
            "donePolicyConfirmed",
            "donePolicyActivated",
            "donePolicyWithdrawn",
            "doneAppointmentProposed",
            "doneAppointmentConfirmed",
            "doneAppointmentSuspended",
            "doneAppointmentEnded",
            "doneReviewed",
            "doneReviewConfirmed",
            "doneStopped",
            "doneResumptionProposed",
            "doneResumed");

    /** Of a form that was sent before this page was asked for; only words that there are. */
    static Said done(String key) {
        return new Said(Optional.ofNullable(key).filter(DONE::contains), Optional.empty(), Optional.empty());
    }

    static Said refused(String key) {
        return new Said(Optional.empty(), Optional.of(key), Optional.empty());
    }

    static Said refused(String key, Problem problem) {
        return new Said(Optional.empty(), Optional.of(key), Optional.of(problem));
    }

    static Said refused(Problem problem) {
        return new Said(Optional.empty(), Optional.empty(), Optional.of(problem));
    }
}
