package pk.muhr.revocation.report;

import java.net.URI;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.revocation.report.ProblemReports.Received;

/** Problem reports for people: a form without scripts, and a page that shows what became of a report. */
@Path("/report")
@PermitAll
@Produces(ReportPageResource.HTML)
@Tag(name = "Problem reports")
public class ReportPageResource {

    static final String HTML = "text/html;charset=UTF-8";

    private final ProblemReports reports;

    ReportPageResource(ProblemReports reports) {
        this.reports = reports;
    }

    /** The form. */
    @GET
    @Operation(summary = "Show the form for problem reports")
    public Response form() {
        return page(Response.Status.OK, ReportPages.form(Optional.empty()));
    }

    /** Takes the form, and shows the page of the report. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Report a problem by the form")
    public Response report(
            @FormParam("kind") String kind,
            @FormParam("subject") String subject,
            @FormParam("description") String description,
            @FormParam("contact") String contact) {
        try {
            Optional<Received> received = reports.receive(NewReport.of(kind, subject, description, contact));
            return received.map(report -> Response.seeOther(URI.create("/report/" + report.secret()))
                            .build())
                    .orElseGet(() -> page(
                            Response.Status.TOO_MANY_REQUESTS,
                            ReportPages.form(Optional.of("More reports came within the last hour than can be read:"
                                    + " please send it again in an hour."))));
        } catch (IllegalArgumentException e) {
            return page(Response.Status.BAD_REQUEST, ReportPages.form(Optional.of("Please " + e.getMessage() + ".")));
        }
    }

    /** What became of a report, for who has its link. */
    @GET
    @Path("/{secret}")
    @Operation(summary = "Show what became of a problem report")
    public Response one(@PathParam("secret") String secret) {
        return reports.ofSecret(secret)
                .map(report -> page(Response.Status.OK, ReportPages.of(report)))
                .orElseGet(() -> page(
                        Response.Status.NOT_FOUND,
                        ReportPages.form(Optional.of("There is no such report; here a new one can be made."))));
    }

    /** No scripts, nothing from elsewhere, and the link is told to nobody. */
    private static Response page(Response.Status status, String html) {
        return Response.status(status)
                .entity(html)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
