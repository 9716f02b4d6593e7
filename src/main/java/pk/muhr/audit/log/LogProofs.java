package pk.muhr.audit.log;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/** Proves of single records that they are in the log. */
@ApplicationScoped
public class LogProofs {

    private final RecordSearch search;
    private final LogEntries entries;
    private final Checkpoints checkpoints;

    LogProofs(RecordSearch search, LogEntries entries, Checkpoints checkpoints) {
        this.search = search;
        this.entries = entries;
        this.checkpoints = checkpoints;
    }

    /** Against the first checkpoint that has the record; nothing until there is one, a few seconds after it was made. */
    public Optional<LogProof> of(long seq) {
        return search.logged(seq).flatMap(this::proof);
    }

    private Optional<LogProof> proof(LoggedRecord record) {
        return checkpoints.covering(record.index() + 1).map(note -> {
            long size = Checkpoint.of(note.text()).orElseThrow().head().size();
            return LogProof.of(record, new Proofs(entries).inclusion(record.index(), size), note);
        });
    }
}
