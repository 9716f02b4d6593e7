package pk.muhr.console.auditor;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.vertx.ext.web.RoutingContext;

import pk.muhr.audit.log.RecordQuery;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.export.AuditExports;
import pk.muhr.evidence.export.ExportFormat;
import pk.muhr.evidence.export.LongAnswers;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Takes records with their proofs home. That somebody did is on record before the first one leaves. */
@Path("/audit/export")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
public class ExportResource {

    private static final List<String> NAMES = List.of("from", "to", "authority", "profile", "body", "event", "format");

    private final Visitors visitors;
    private final Hierarchy hierarchy;
    private final AuditExports exports;
    private final LongAnswers answers;

    ExportResource(Visitors visitors, Hierarchy hierarchy, AuditExports exports, LongAnswers answers) {
        this.visitors = visitors;
        this.hierarchy = hierarchy;
        this.exports = exports;
        this.answers = answers;
    }

    /** The form. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public String form() {
        return form(Filters.of(NAMES, _ -> null), Optional.empty());
    }

    /** The file, written as it is read; the form again with what was wrong in it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response export(
            @FormParam("form-token") String token,
            MultivaluedMap<String, String> form,
            @Context RoutingContext exchange) {
        Caller caller = visitors.acting(token, Role.AUDITOR);
        Filters filters = Filters.of(NAMES, form::getFirst);
        RecordQuery query;
        ExportFormat format;
        try {
            query = filters.records(visitors.anyone().zone()).query();
            format =
                    Page.parameter("format", filters.value("format"), ExportFormat::ofLabel, "write jsonl, csv or zip");
        } catch (ProblemException e) {
            throw visitors.again(e.problem(), form(filters, Optional.of(e.problem())));
        }
        LongAnswers.Place place = answers.enter(exchange);
        AuditExports.Begun export = exports.begin(query, Optional.empty(), format, caller.actorAs(Role.AUDITOR))
                .orElseThrow(ExportResource::unsigned);
        StreamingOutput content = out -> place.write(export::writeTo, out);
        return Response.ok(content, format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format.label() + "\"")
                .build();
    }

    private static ProblemException unsigned() {
        return new ProblemException(Problem.of(
                        503,
                        "log-not-signed",
                        "No signed log yet",
                        "No checkpoint of the log was signed yet, so nothing could be proved.")
                .withFix("ask again in a few seconds"));
    }

    private String form(Filters filters, Optional<Problem> problem) {
        Frame page = visitors.reading(Role.AUDITOR);
        return page.show(AuditorPages.export(
                page,
                filters,
                hierarchy.authorities().stream()
                        .map(each -> each.id().toString())
                        .toList(),
                problem));
    }
}
