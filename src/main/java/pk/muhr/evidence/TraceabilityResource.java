package pk.muhr.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.AuditRecords;
import pk.muhr.evidence.Traceability.Trace;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** Clause, what carries it out, what tests it, and how often it said no here. */
@Path("/api/v1/traceability")
@RolesAllowed({"auditor", "policy-authority", "security-officer"})
@Tag(name = "Audit")
public class TraceabilityResource {

    private final Traceability traceability;
    private final AuditRecords audit;
    private final PolicyRefusals refusals;
    private final Callers callers;

    TraceabilityResource(Traceability traceability, AuditRecords audit, PolicyRefusals refusals, Callers callers) {
        this.traceability = traceability;
        this.audit = audit;
        this.refusals = refusals;
        this.callers = callers;
    }

    /** A line with its count. */
    public record TraceDocument(
            String clause, String carrier, String rule, String scope, List<String> tests, long fired) {}

    /** The table for programs. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Trace every clause to its rule and its tests")
    public List<TraceDocument> table() {
        callers.current().require(Role.AUDITOR, Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER);
        Map<String, Long> fired = audit.refusalsByRule(Optional.empty());
        Map<String, Long> byKey =
                refusals.byKey(traceability.traces().stream().map(Trace::rule).collect(Collectors.toSet()));
        return traceability.traces().stream()
                .map(trace ->
                        document(trace, fired.getOrDefault(trace.rule(), 0L) + byKey.getOrDefault(trace.rule(), 0L)))
                .toList();
    }

    /** The table for people. */
    @GET
    @Path("/page")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Read how every clause is carried out, as a page")
    public String page() {
        return TraceabilityPage.of(table());
    }

    private static TraceDocument document(Trace trace, long fired) {
        return new TraceDocument(
                trace.clause(),
                trace.carrier().name().toLowerCase(java.util.Locale.ROOT),
                trace.rule(),
                trace.scope(),
                trace.tests(),
                fired);
    }
}
