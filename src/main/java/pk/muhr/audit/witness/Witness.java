package pk.muhr.audit.witness;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;

/** Signs checkpoints of the logs that it knows, each when its tree begins with the one before. */
public final class Witness {

    private final List<LogVerifier> logs;
    private final WitnessDirectory directory;
    private final Clock clock;

    /**
     * With the state in its directory.
     *
     * @param logs their keys; one log may have several
     */
    public Witness(List<LogVerifier> logs, WitnessDirectory directory, Clock clock) {
        this.logs = List.copyOf(logs);
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Answers in the order that the protocol has. One at a time, so that nothing comes between the look at the last checkpoint
     * and its replacement. A crash before that leaves the old one; after it, a checkpoint whose signature nobody received,
     * and the log asks again from there.
     *
     * @throws IOException when the checkpoint cannot be kept; then nothing is signed
     */
    public synchronized WitnessAnswer add(AddCheckpoint request) throws IOException {
        SignedNote note = request.checkpoint();
        Optional<Checkpoint> read = Checkpoint.withExtensions(note.text());
        if (read.isEmpty()) {
            return new WitnessAnswer.Malformed("This is no checkpoint.");
        }
        Checkpoint checkpoint = read.get();
        List<LogVerifier> keys = logs.stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList();
        if (keys.isEmpty()) {
            return new WitnessAnswer.UnknownLog();
        }
        if (keys.stream().noneMatch(key -> key.signed(note)) || keys.stream().anyMatch(key -> key.isMisnamedIn(note))) {
            return new WitnessAnswer.NotSigned();
        }
        TreeHead head = checkpoint.head();
        if (request.oldSize() > head.size()) {
            return new WitnessAnswer.Malformed("The old size is larger than the checkpoint's.");
        }
        TreeHead last = directory.last(checkpoint.origin());
        if (request.oldSize() != last.size()) {
            return new WitnessAnswer.OtherSize(last.size());
        }
        if (head.size() == last.size() && !head.equals(last)) {
            directory.keepFork(note);
            return new WitnessAnswer.Fork();
        }
        if (!Proofs.extend(last, head, request.proof())) {
            return new WitnessAnswer.NotProven();
        }
        if (!head.equals(last)) {
            directory.replace(checkpoint.origin(), note);
        }
        return new WitnessAnswer.Cosigned(
                directory.key().cosign(note.text(), clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }
}
