package pk.muhr.evidence.export;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.LogProof;
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
    public record ProvedDocument(RecordDocument record, Optional<LogProof> proof) {}
}
