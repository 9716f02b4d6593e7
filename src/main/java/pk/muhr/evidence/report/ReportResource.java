package pk.muhr.evidence.report;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.evidence.export.AuditParameters;
import pk.muhr.evidence.export.LongAnswers;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Tables of what there is and how it came about, for auditors. */
@Path("/api/v1/audit/reports")
@RolesAllowed(Role.Label.AUDITOR)
@Tag(name = "Audit")
public class ReportResource {

    private final AuditReports reports;
    private final LongAnswers answers;
    private final Callers callers;
    private final Clock clock;

    ReportResource(AuditReports reports, LongAnswers answers, Callers callers, Clock clock) {
        this.reports = reports;
        this.answers = answers;
        this.callers = callers;
        this.clock = clock;
    }

    /** Every report, with what its columns mean, what narrows it, and where the obligation stands. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the reports for auditors")
    public List<ReportDescription> all() {
        callers.current().require(Role.AUDITOR);
        return reports.descriptions();
    }

    /**
     * One report as it is now, written as its rows are read. What is left out does not narrow it; what the report cannot be
     * narrowed by is refused.
     *
     * @param share of the certificates that a sample takes, such as 0.03
     * @param checkpoint size of the tree whose root hash draws the sample
     */
    @GET
    @Path("/{name}")
    @Operation(summary = "Take a report")
    @APIResponse(
            responseCode = "200",
            description = "As the parameter format says; columns as the list of reports has them",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AuditReportDocument.class)),
                @Content(mediaType = "application/jsonl", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Response one(
            @PathParam("name") String name,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("authority") Optional<String> authority,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("body") Optional<String> body,
            @QueryParam("share") Optional<String> share,
            @QueryParam("checkpoint") Optional<String> checkpoint,
            @QueryParam("format") @DefaultValue("json") String format,
            @Context RoutingContext exchange) {
        callers.current().require(Role.AUDITOR);
        Report report = reports.named(name).orElseThrow(() -> unknown(name));
        ReportQuery query = new ReportQuery(
                AuditParameters.time("from", from),
                AuditParameters.time("to", to),
                AuditParameters.authority(authority),
                AuditParameters.profile(profile),
                AuditParameters.body(body),
                AuditParameters.read("share", share, ReportQuery::share, "write a part of 1, such as 0.03"),
                AuditParameters.read("checkpoint", checkpoint, Long::valueOf, "write the size of a signed tree"));
        requireNone(query.foreignTo(report.description()), report.description());
        ReportFormat written = Page.parameter("format", format, ReportFormat::ofLabel, "write json, jsonl or csv");
        LongAnswers.Place place = answers.enter(exchange);
        AuditReports.Begun begun = reports.begin(
                report, upToNow(query, report), written, callers.current().actorAs(Role.AUDITOR));
        StreamingOutput content = out -> place.write(begun::writeTo, out);
        return Response.ok(content, written.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + written.label() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** What happens while it is read is not in it; a sample finds its own end. */
    private ReportQuery upToNow(ReportQuery query, Report report) {
        Set<String> parameters = report.description().parameters();
        return query.to().isEmpty()
                        && parameters.contains(ReportDescription.TO)
                        && !parameters.contains(ReportDescription.CHECKPOINT)
                ? query.until(clock.instant())
                : query;
    }

    private static void requireNone(Set<String> foreign, ReportDescription description) {
        if (!foreign.isEmpty()) {
            throw new ProblemException(Problem.of(
                            400,
                            "parameter-foreign",
                            "Not narrowed by that",
                            "The report " + description.name() + " does not know the parameter.")
                    .withValue(String.join(", ", foreign))
                    .withFix("leave it out; the list of reports says what narrows each"));
        }
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(
                Problem.of(404, "audit-report-unknown", "No such report", "There is no report of this name.")
                        .withValue(name)
                        .withFix("take the name of one in /api/v1/audit/reports"));
    }
}
