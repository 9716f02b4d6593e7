package pk.muhr.console.auditor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import pk.muhr.audit.AuditRecord;

/**
 * A record as a page shows it.
 *
 * @param details name and value
 */
public record RecordLine(
        long seq,
        Instant at,
        String event,
        String outcome,
        String actor,
        Optional<String> authority,
        Optional<String> subject,
        Optional<String> request,
        List<Detail> details) {

    private static final Set<String> OF_CERTIFICATES = Set.of(
            "CERTIFICATE_HELD", "CERTIFICATE_ISSUED", "CERTIFICATE_RELEASED", "CERTIFICATE_REVOKED", "EVIDENCE_TAKEN");

    /** A further value. */
    public record Detail(String name, String value) {}

    static RecordLine of(AuditRecord record) {
        return new RecordLine(
                record.seq(),
                record.recordedAt(),
                record.event().event(),
                record.event().outcome().label(),
                record.event().actor().id(),
                record.event().authority(),
                record.event().subject(),
                record.event().request().map(Object::toString),
                record.event().details().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> new Detail(each.getKey(), String.valueOf(each.getValue())))
                        .toList());
    }

    /** Whether it is about one certificate, which has a trail. */
    public boolean isOfCertificate() {
        return subject.filter(about -> about.matches("[0-9a-f]{64}")).isPresent() && OF_CERTIFICATES.contains(event);
    }

    /** The key of the word for how it ended. */
    public String outcomeKey() {
        return switch (outcome) {
            case "success" -> "outcomeSuccess";
            case "refusal" -> "outcomeRefusal";
            default -> "outcomeFailure";
        };
    }

    /** The class of the badge that shows it. */
    public String badge() {
        return switch (outcome) {
            case "success" -> "bg-green-lt";
            case "refusal" -> "bg-yellow-lt";
            default -> "bg-red-lt";
        };
    }
}
