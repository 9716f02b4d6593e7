package pk.muhr.revocation;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;

/** What the audit trail says of a change of status. */
final class StatusRecords {

    private StatusRecords() {}

    /** The record of this event; its subject is the caller's to add. */
    static AuditEvent of(RecordedRevocation event, Actor by, Map<String, Object> more) {
        return named(
                switch (event.kind()) {
                    case HELD -> "CERTIFICATE_HELD";
                    case RELEASED -> "CERTIFICATE_RELEASED";
                    case REVOKED -> "CERTIFICATE_REVOKED";
                },
                event,
                by,
                more);
    }

    /** The record of the revocation of a serial number whose certificate nobody should have. */
    static AuditEvent orphan(RecordedRevocation event, Actor by) {
        return named("ORPHAN_REVOKED", event, by, Map.of());
    }

    private static AuditEvent named(String name, RecordedRevocation event, Actor by, Map<String, Object> more) {
        Map<String, Object> details = new TreeMap<>(more);
        details.put("serial", event.serial());
        details.put("reason", event.reason().label());
        details.put("revokedAt", event.revokedAt());
        details.put(
                "invalidityDate", event.invalidityDate().map(Instant::toString).orElse(""));
        return AuditEvent.success(name, by, details)
                .withAuthority(event.authority().toString());
    }
}
