package pk.muhr.audit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import pk.muhr.x509.Sha256;

/**
 * One thing that happened, before it has its place in the sequence.
 *
 * @param event upper-case name with underscores, such as {@code CERTIFICATE_ISSUED}
 * @param authority qualified name of the authority concerned ({@code gov-tls-g1})
 * @param policy hash of the policy bundle that decided
 * @param request the request it belongs to
 * @param subject what it is about: a certificate's fingerprint, a serial number, a CRL number, a person
 * @param details further values by name: text, numbers, booleans, lists and maps of these; anything else is written as
 *     its {@code toString()}. Text is made legible and cut (see {@link AuditRecords}), so a value from outside may be
 *     given as it came.
 */
public record AuditEvent(
        String event,
        Outcome outcome,
        Actor actor,
        Optional<String> authority,
        Optional<Sha256> policy,
        Optional<UUID> request,
        Optional<String> subject,
        Map<String, Object> details) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    public AuditEvent {
        if (!NAME.matcher(event).matches()) {
            throw new IllegalArgumentException("an audit event is named in UPPER_SNAKE: " + event);
        }
        details = Map.copyOf(details);
    }

    /** An event that concerns no authority, policy, request or subject, until one is added. */
    public AuditEvent(String event, Outcome outcome, Actor actor, Map<String, Object> details) {
        this(event, outcome, actor, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), details);
    }

    /** Something was done. */
    public static AuditEvent success(String event, Actor actor, Map<String, Object> details) {
        return new AuditEvent(event, Outcome.SUCCESS, actor, details);
    }

    /** A rule said no. */
    public static AuditEvent refusal(String event, Actor actor, Map<String, Object> details) {
        return new AuditEvent(event, Outcome.REFUSAL, actor, details);
    }

    /** Something allowed did not work. */
    public static AuditEvent failure(String event, Actor actor, Map<String, Object> details) {
        return new AuditEvent(event, Outcome.FAILURE, actor, details);
    }

    /** The same event, of this authority (qualified name). */
    public AuditEvent withAuthority(String qualifiedName) {
        return new AuditEvent(event, outcome, actor, Optional.of(qualifiedName), policy, request, subject, details);
    }

    /** The same event, decided by this policy bundle. */
    public AuditEvent withPolicy(Sha256 hash) {
        return new AuditEvent(event, outcome, actor, authority, Optional.of(hash), request, subject, details);
    }

    /** The same event, part of this request. */
    public AuditEvent withRequest(UUID id) {
        return new AuditEvent(event, outcome, actor, authority, policy, Optional.of(id), subject, details);
    }

    /** The same event, about this. */
    public AuditEvent withSubject(String about) {
        return new AuditEvent(event, outcome, actor, authority, policy, request, Optional.of(about), details);
    }
}
