package pk.muhr.revocation.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A report on record.
 *
 * @param sha256 of the certificate or key it is about, where it says one
 * @param answerDue until when the reporter and the subscriber get a preliminary report (BR §4.9.5)
 * @param revocationDue until when a certificate that it is true of must be revoked
 * @param steps what was said and done since, in order
 */
public record ProblemReport(
        UUID id,
        ProblemKind kind,
        String subject,
        Optional<String> sha256,
        String description,
        String contact,
        Instant receivedAt,
        Instant answerDue,
        Instant revocationDue,
        List<Step> steps) {

    /** One step: {@code answered}, {@code closed}, {@code answer-overdue} or {@code revocation-overdue}. */
    public record Step(String step, String said, String by, Instant at) {}

    public ProblemReport {
        steps = List.copyOf(steps);
    }

    /** {@code received}, {@code answered} or {@code closed}. */
    public String state() {
        if (has("closed")) {
            return "closed";
        }
        return has("answered") ? "answered" : "received";
    }

    /** What somebody should have done by now, as the step that says so; an answer and a revocation are due each by its own. */
    List<String> overdue(Instant now) {
        List<String> late = new ArrayList<>();
        if (state().equals("received") && now.isAfter(answerDue)) {
            late.add("answer-overdue");
        }
        if (!state().equals("closed") && now.isAfter(revocationDue)) {
            late.add("revocation-overdue");
        }
        return late;
    }

    /** Whether somebody should have answered or acted by now. */
    public boolean isOverdue(Instant now) {
        return !overdue(now).isEmpty();
    }

    private boolean has(String step) {
        return steps.stream().anyMatch(done -> done.step().equals(step));
    }
}
