package pk.muhr.evidence.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.Opening;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.x509.Sha256;

/**
 * A record.
 *
 * @param outcome {@code success}, {@code refusal} or {@code failure}
 * @param policy SHA-256 of the bundle that decided
 * @param subject what it is about: a certificate's fingerprint, a serial number, a person
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecordDocument(
        long seq,
        Instant at,
        String event,
        String outcome,
        String actor,
        Optional<String> role,
        Optional<String> authority,
        Optional<String> policy,
        Optional<UUID> request,
        Optional<String> subject,
        Map<String, Object> details) {

    static RecordDocument of(AuditRecord record) {
        AuditEvent event = record.event();
        return new RecordDocument(
                record.seq(),
                record.recordedAt(),
                event.event(),
                event.outcome().label(),
                event.actor().id(),
                event.actor().role(),
                event.authority(),
                event.policy().map(Sha256::hex),
                event.request(),
                event.subject(),
                event.details());
    }

    /**
     * A record with all that proves it.
     *
     * @param proof nothing until the record is in a signed tree, a few seconds after it was made
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ProvedDocument(RecordDocument record, Optional<LogProofDocument> proof) {}

    /**
     * That a record is in the log.
     *
     * @param index its place in the tree
     * @param entry the leaf, of whose octets in UTF-8 the tree has the hash
     * @param inclusion hashes in hex, from the leaf up
     * @param checkpoint the signed tree, a note
     */
    public record LogProofDocument(
            long index, String entry, List<OpeningDocument> openings, List<String> inclusion, String checkpoint) {

        /** Put together from the parts of the log. */
        static LogProofDocument of(ExportLine line, SignedNote checkpoint) {
            return new LogProofDocument(
                    line.record().index(),
                    new String(line.record().entry().bytes(), StandardCharsets.UTF_8),
                    line.record().openings().stream().map(OpeningDocument::of).toList(),
                    line.proof().stream().map(Sha256::hex).toList(),
                    checkpoint.encoded());
        }
    }

    /**
     * A value and its salt.
     *
     * @param salt 16 octets in hex
     * @param json the value as the entry commits to it
     */
    public record OpeningDocument(String name, String salt, String json) {

        static OpeningDocument of(Opening opening) {
            return new OpeningDocument(opening.name(), opening.salt().hex(), opening.json());
        }
    }
}
