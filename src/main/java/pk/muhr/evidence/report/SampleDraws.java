package pk.muhr.evidence.report;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** What draws a sample: the first tree that was signed once the population was complete, or a later one that is named. */
@ApplicationScoped
class SampleDraws {

    private final Checkpoints checkpoints;

    SampleDraws(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * A drawing.
     *
     * @param checkpoint the signed note
     * @param before what was issued later is not in the population
     */
    record Draw(String checkpoint, long size, Sha256 seed, Instant before) {}

    /**
     * The drawing for this question. The same question with the size of its tree gives the same one for ever.
     *
     * @throws ProblemException when no such tree was signed, or it was before the population was complete
     */
    Draw of(ReportQuery query) {
        Checkpoints.Signed signed = query.checkpoint()
                .map(size -> checkpoints.ofSize(size).orElseThrow(() -> unknown(size)))
                .or(() -> query.to().flatMap(checkpoints::since))
                .or(() -> query.to().isPresent() ? Optional.empty() : checkpoints.last())
                .orElseThrow(SampleDraws::tooEarly);
        Instant before = query.to().orElse(signed.at());
        if (before.isAfter(signed.at())) {
            throw tooEarly();
        }
        SignedNote note = signed.note();
        Checkpoint checkpoint = Checkpoint.of(note.text()).orElseThrow();
        return new Draw(
                note.encoded(), checkpoint.head().size(), checkpoint.head().root(), before);
    }

    private static ProblemException unknown(long size) {
        return new ProblemException(Problem.of(
                        404, "checkpoint-unknown", "No such checkpoint", "No tree of this size was signed.")
                .withValue(Long.toString(size))
                .withFix("take the size of a checkpoint that the log signed, such as the one at /log/checkpoint"));
    }

    /** Whoever knows the seed could choose what to issue. */
    private static ProblemException tooEarly() {
        return new ProblemException(Problem.of(
                        422,
                        "sample-too-early",
                        "Not drawn yet",
                        "No tree was signed after the last certificate that could be in the sample.")
                .withFix("ask for an earlier end in to, or leave out checkpoint, or ask again in a few seconds"));
    }
}
