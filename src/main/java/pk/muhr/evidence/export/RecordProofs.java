package pk.muhr.evidence.export;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.LogProofs;
import pk.muhr.evidence.export.RecordDocument.ProvedDocument;

/** Single records with what proves them. */
@ApplicationScoped
public class RecordProofs {

    private final LogProofs proofs;

    RecordProofs(LogProofs proofs) {
        this.proofs = proofs;
    }

    /** A record, with its proof against the first checkpoint that has it. */
    public ProvedDocument of(AuditRecord record) {
        return new ProvedDocument(RecordDocument.of(record), proofs.of(record.seq()));
    }
}
