package pk.muhr.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Every request that a rule said no to, for auditors: which rule, by which clause and line, to whom and when. */
@Path("/api/v1/refusals")
@RolesAllowed({Role.Label.AUDITOR, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class RefusalResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final AuditRecords audit;
    private final Callers callers;

    RefusalResource(AuditRecords audit, Callers callers) {
        this.audit = audit;
        this.callers = callers;
    }

    /** A page, newest first; {@code next} is the cursor of the page after it, absent on the last. */
    public record RefusalsDocument(List<RefusalDocument> refusals, Optional<String> next) {}

    /**
     * One refusal.
     *
     * @param problem the identifier that the caller was answered with
     * @param clause the standard's clause behind the rule, where there is one
     * @param policy file and line of the policy that decided, where one did
     * @param policyHash the bundle that was in force
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RefusalDocument(
            long seq,
            Instant time,
            String rule,
            Optional<String> clause,
            Optional<String> policy,
            Optional<String> value,
            String actor,
            Optional<String> role,
            Optional<String> method,
            Optional<String> path,
            Optional<String> status,
            Optional<String> problem,
            Optional<String> policyHash) {}

    /** Refusals, newest first. */
    @GET
    @Operation(summary = "List refusals")
    public RefusalsDocument refusals(
            @QueryParam("rule") Optional<String> rule,
            @QueryParam("from") Optional<String> from,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") Optional<String> limit) {
        callers.current().require(Role.AUDITOR, Role.SECURITY_OFFICER);
        int count = (int) number("limit", limit.orElse("" + USUAL), MOST);
        long before = cursor.map(text -> number("cursor", text, Long.MAX_VALUE)).orElse(Long.MAX_VALUE);
        List<AuditRecord> found = audit.refusals(rule, from.map(RefusalResource::time), before, count + 1);
        List<AuditRecord> page = found.subList(0, Math.min(count, found.size()));
        return new RefusalsDocument(
                page.stream().map(RefusalResource::document).toList(),
                found.size() > count ? Optional.of("" + page.getLast().seq()) : Optional.empty());
    }

    /** How often each rule said no, the most frequent first. */
    @GET
    @Path("/counts")
    @Operation(summary = "Count refusals by rule")
    public Map<String, Long> counts(@QueryParam("from") Optional<String> from) {
        callers.current().require(Role.AUDITOR, Role.SECURITY_OFFICER);
        return audit.refusalsByRule(from.map(RefusalResource::time));
    }

    private static RefusalDocument document(AuditRecord entry) {
        Map<String, Object> details = entry.event().details();
        return new RefusalDocument(
                entry.seq(),
                entry.recordedAt(),
                text(details, "rule").orElse("unnamed"),
                text(details, "clause"),
                text(details, "policy"),
                text(details, "value"),
                entry.event().actor().id(),
                entry.event().actor().role(),
                text(details, "method"),
                text(details, "path"),
                text(details, "status"),
                text(details, "problem"),
                entry.event().policy().map(Sha256::hex));
    }

    private static Optional<String> text(Map<String, Object> details, String name) {
        return Optional.ofNullable(details.get(name)).map(Object::toString);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw malformed("from", text, "write a time such as 2026-11-22T00:00:00Z (RFC 3339)");
        }
    }

    private static long number(String name, String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw malformed(name, text, "write a number from 1 to " + most);
    }

    private static ProblemException malformed(String name, String value, String fix) {
        return new ProblemException(
                Problem.of(400, "parameter-malformed", "Not understood", "The parameter " + name + " is not one.")
                        .withValue(value)
                        .withFix(fix));
    }
}
