package pk.muhr.evidence.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.x509.Sha256;

/** Hands out records. That somebody takes them is on record before the first one leaves. */
@ApplicationScoped
public class AuditExports {

    private final RecordSearch records;
    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final CheckpointSigner signer;
    private final ArchiveExport archives;
    private final AuditRecords audit;

    AuditExports(
            RecordSearch records,
            LogEntries entries,
            Checkpoints checkpoints,
            CheckpointSigner signer,
            ArchiveExport archives,
            AuditRecords audit) {
        this.records = records;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.archives = archives;
        this.audit = audit;
    }

    /** An export that is on record and not written yet. */
    @FunctionalInterface
    public interface Begun {

        /** Writes it, from the beginning to its end. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Begins an export of what the newest signed tree has; nothing when none was signed yet. A crash from here on leaves
     * the record of an export that somebody received a part of, or nothing.
     *
     * @param since the checkpoint to continue from
     */
    public Optional<Begun> begin(RecordQuery query, Optional<SignedNote> since, ExportFormat format, Actor by) {
        return checkpoints.published().filter(note -> follows(note, since)).map(note -> {
            AuditExport export = new AuditExport(records, entries, query, since, note);
            audit.appendAlone(AuditEvent.success("AUDIT_EXPORTED", by, about(export, format)));
            return out -> write(export, format, by, out);
        });
    }

    /** What is published may lag behind what is signed. */
    private static boolean follows(SignedNote note, Optional<SignedNote> since) {
        return since.isEmpty() || AuditExport.size(since.get()) <= AuditExport.size(note);
    }

    /** Which records, up to where: of a whole archive it lets two officers destroy what is in it. */
    private static Map<String, Object> about(AuditExport export, ExportFormat format) {
        return Map.of("format", format.label(), "size", export.size(), "query", export.question());
    }

    private void write(AuditExport export, ExportFormat format, Actor by, OutputStream out) throws IOException {
        Function<Sha256, SignedNote> sign = content -> signer.signExport(content, about(export, format), by);
        switch (format) {
            case JSONL -> export.writeLines(out, sign);
            case CSV -> export.writeCsv(out);
            case ZIP -> archives.write(export, signer.verifiers(), sign, out);
        }
    }
}
