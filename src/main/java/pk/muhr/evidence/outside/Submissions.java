package pk.muhr.evidence.outside;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.NoteSignature;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.witness.AddCheckpoint;
import pk.muhr.x509.Sha256;

/** Asks a witness to sign the last checkpoint (C2SP tlog-witness), and keeps its signature. */
@ApplicationScoped
class Submissions {

    private static final String SIZE_TYPE = "text/x.tlog.size";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    /** The first size may be none that the witness has, and another replica may come between. */
    private static final int MOST_TRIES = 3;

    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final Sender sender;

    Submissions(LogEntries entries, Checkpoints checkpoints, Sender sender) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.sender = sender;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** It has signed the last checkpoint, or there is none yet. */
        record Current() implements Outcome {}

        /** It did not sign, and says nothing about the tree. */
        record Failed(String why) implements Outcome {}

        /** It signed a tree that is not the database's. */
        record OtherTree(String why) implements Outcome {}
    }

    /** Unless it signed the last checkpoint before. */
    Outcome submit(KnownWitness witness) throws IOException {
        Optional<SignedNote> newest = checkpoints.newest();
        return newest.isEmpty()
                        || checkpoints.cosignedBy(witness.key())
                                >= checkpoint(newest.get()).head().size()
                ? new Outcome.Current()
                : ask(witness);
    }

    /** Even when it did: it says so if it has signed a larger tree since. */
    Outcome ask(KnownWitness witness) throws IOException {
        Optional<SignedNote> newest = checkpoints.newest();
        return newest.isEmpty() ? new Outcome.Current() : ask(witness, newest.get());
    }

    private Outcome ask(KnownWitness witness, SignedNote note) throws IOException {
        Checkpoint checkpoint = checkpoint(note);
        long size = checkpoint.head().size();
        long old = checkpoints.cosignedBy(witness.key());
        for (int attempt = 0; attempt < MOST_TRIES && old <= size; attempt++) {
            Sender.Answer answer =
                    sender.send("POST", witness.address(), new AddCheckpoint(old, proof(old, size), note).encoded());
            switch (answer.status()) {
                case 200 -> {
                    return keep(witness, checkpoint, note, answer);
                }
                case 409 -> {
                    Optional<Long> known = size(answer);
                    if (known.isEmpty() && old != size) { // not a witness's answer
                        return new Outcome.Failed("it answered 409 without a size");
                    }
                    if (known.isEmpty() || known.get() == old) {
                        return new Outcome.OtherTree(
                                saidBy(witness) + " signed another tree of " + size + " records than the database has");
                    }
                    old = known.get();
                    long has = entries.head().size(); // read after the answer, so that no other replica is ahead of it
                    if (old > has) {
                        return new Outcome.OtherTree(saidBy(witness) + " signed a tree of " + old
                                + " records, and the database's log has " + has + ": the last " + (old - has)
                                + " are missing, so it is an old backup");
                    }
                }
                case 422 -> {
                    return new Outcome.OtherTree(saidBy(witness) + " signed a tree of " + old
                            + " records that the database's log does not begin with: it was changed");
                }
                default -> {
                    return new Outcome.Failed("it answered " + answer.status() + ": "
                            + answer.body().lines().findFirst().orElse(""));
                }
            }
        }
        return new Outcome.Failed("it has signed another size each time"); // the next turn has a later checkpoint
    }

    private static String saidBy(KnownWitness witness) {
        return "the witness " + witness.name() + " (" + witness.key().name() + ")";
    }

    /** A crash before the record leaves a signature that nobody published; the next turn asks again. */
    private Outcome keep(KnownWitness witness, Checkpoint checkpoint, SignedNote note, Sender.Answer answer) {
        Optional<NoteSignature> cosignature =
                SignedNote.of(note.encoded() + answer.body()).flatMap(witness.key()::cosignature);
        cosignature.ifPresent(line -> checkpoints.add(checkpoint, witness.key(), line));
        return cosignature.isPresent()
                ? new Outcome.Current()
                : new Outcome.Failed("its answer has no signature by its key");
    }

    private List<Sha256> proof(long old, long size) {
        return old == 0 ? List.of() : new Proofs(entries).consistency(old, size);
    }

    private static Checkpoint checkpoint(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow();
    }

    private static Optional<Long> size(Sender.Answer answer) {
        return Optional.of(SIZE.matcher(answer.body()))
                .filter(read -> answer.type().equals(SIZE_TYPE) && read.matches())
                .map(read -> Long.valueOf(read.group(1)));
    }
}
