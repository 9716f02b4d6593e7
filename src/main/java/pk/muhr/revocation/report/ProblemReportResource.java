package pk.muhr.revocation.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.revocation.report.ProblemReports.Answer;
import pk.muhr.revocation.report.ProblemReports.Received;

/** Problem reports over REST: anybody makes one, officers answer them. */
@Path("/api/v1/problem-reports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Problem reports")
public class ProblemReportResource {

    private static final int LONGEST_ANSWER = 4000;

    private final ProblemReports reports;
    private final Callers callers;
    private final Clock clock;

    ProblemReportResource(ProblemReports reports, Callers callers, Clock clock) {
        this.reports = reports;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What is reported.
     *
     * @param kind {@code compromised}, {@code misissued}, {@code misuse} or {@code other}
     * @param subject the certificate or key: PEM, serial number or SHA-256
     * @param contact where the reporter wants to hear of it; may be left out
     */
    public record ReportToMake(String kind, String subject, String description, String contact) {}

    /** A report that was received; who has the link sees what becomes of it. */
    public record ReceivedDocument(UUID id, String link, Instant receivedAt, Instant answerDue) {}

    /** A report for officers; {@code state} is {@code received}, {@code answered} or {@code closed}. */
    public record ReportDocument(
            UUID id,
            String state,
            boolean overdue,
            String kind,
            String subject,
            String sha256,
            String description,
            String contact,
            Instant receivedAt,
            Instant answerDue,
            Instant revocationDue,
            List<ProblemReport.Step> steps) {}

    /**
     * What an officer says of a report.
     *
     * @param said to the reporter too
     * @param closed whether nothing is left to be done, and {@code said} is the outcome; may be left out
     */
    public record AnswerToGive(String said, Boolean closed) {}

    /** Takes a report; no login is asked for. */
    @POST
    @PermitAll
    @Operation(summary = "Report a problem with a certificate or key")
    @APIResponse(
            responseCode = "201",
            description = "Received; the link shows what becomes of it",
            content = @Content(schema = @Schema(implementation = ReceivedDocument.class)))
    public Response report(ReportToMake report) {
        NewReport made;
        try {
            made = NewReport.of(report.kind(), report.subject(), report.description(), report.contact());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ReportRefusal.malformed(e.getMessage()));
        }
        Received received = reports.receive(made).orElseThrow(() -> new ProblemException(ReportRefusal.tooMany()));
        return Response.status(Response.Status.CREATED)
                .entity(new ReceivedDocument(
                        received.report().id(),
                        "/report/" + received.secret(),
                        received.report().receivedAt(),
                        received.report().answerDue()))
                .build();
    }

    /** What is not closed, the oldest first. */
    @GET
    @RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER, Role.Label.AUDITOR})
    @Operation(summary = "List the problem reports that are not closed")
    public List<ReportDocument> open() {
        return reports.open(callers.current()).stream().map(this::document).toList();
    }

    /** Answers a report, or closes it. */
    @POST
    @Path("/{id}/answers")
    @RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
    @Operation(summary = "Answer or close a problem report")
    public ReportDocument answer(@PathParam("id") UUID id, AnswerToGive answer) {
        if (answer.said() == null || answer.said().isBlank() || answer.said().length() > LONGEST_ANSWER) {
            throw problem(
                    400,
                    "answer-malformed",
                    "Not an answer",
                    "An answer has a text.",
                    "say in 1 to 4000 characters what was found and what is done");
        }
        try {
            return reports.answer(
                            id,
                            Boolean.TRUE.equals(answer.closed()) ? Answer.CLOSED : Answer.ANSWERED,
                            answer.said(),
                            callers.current())
                    .map(this::document)
                    .orElseThrow(() ->
                            new ProblemException(ReportRefusal.unknown("take an id from /api/v1/problem-reports")));
        } catch (ProblemReports.ReportClosed _) {
            throw problem(
                    409,
                    "report-closed",
                    "The report is closed",
                    "Nothing can be added to it.",
                    "make a new report if something is left to be done");
        }
    }

    private ReportDocument document(ProblemReport report) {
        return new ReportDocument(
                report.id(),
                report.state(),
                report.isOverdue(clock.instant()),
                report.kind().label(),
                report.subject(),
                report.sha256().orElse(null),
                report.description(),
                report.contact(),
                report.receivedAt(),
                report.answerDue(),
                report.revocationDue(),
                report.steps());
    }

    private static ProblemException problem(int status, String slug, String title, String detail, String fix) {
        return new ProblemException(Problem.of(status, slug, title, detail).withFix(fix));
    }
}
