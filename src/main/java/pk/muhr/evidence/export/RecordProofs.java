package pk.muhr.evidence.export;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LoggedRecord;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.evidence.export.RecordDocument.LogProofDocument;
import pk.muhr.evidence.export.RecordDocument.ProvedDocument;

/** Single records with what proves them. */
@ApplicationScoped
public class RecordProofs {

    private final RecordSearch search;
    private final LogEntries entries;
    private final Checkpoints checkpoints;

    RecordProofs(RecordSearch search, LogEntries entries, Checkpoints checkpoints) {
        this.search = search;
        this.entries = entries;
        this.checkpoints = checkpoints;
    }

    /** A record, with its proof against the first checkpoint that has it. */
    public ProvedDocument of(AuditRecord record) {
        return new ProvedDocument(
                RecordDocument.of(record), search.logged(record.seq()).flatMap(this::proof));
    }

    private Optional<LogProofDocument> proof(LoggedRecord record) {
        return checkpoints.covering(record.index() + 1).map(note -> {
            long size = Checkpoint.of(note.text()).orElseThrow().head().size();
            return LogProofDocument.of(
                    ExportLine.of(record, new Proofs(entries).inclusion(record.index(), size)), note);
        });
    }
}
