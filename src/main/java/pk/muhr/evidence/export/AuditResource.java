package pk.muhr.evidence.export;

import java.util.List;
import java.util.Optional;

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
import jakarta.ws.rs.core.UriInfo;

import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.evidence.export.RecordDocument.ProvedDocument;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Every record of what happened, for auditors: a page, one with its proof, or all of a time with theirs. */
@Path("/api/v1/audit")
@RolesAllowed(Role.Label.AUDITOR)
@Tag(name = "Audit")
public class AuditResource {

    private static final int MOST = 500;

    private final RecordSearch search;
    private final RecordProofs proofs;
    private final Checkpoints checkpoints;
    private final AuditExports exports;
    private final LongAnswers answers;
    private final Callers callers;

    AuditResource(
            RecordSearch search,
            RecordProofs proofs,
            Checkpoints checkpoints,
            AuditExports exports,
            LongAnswers answers,
            Callers callers) {
        this.search = search;
        this.proofs = proofs;
        this.checkpoints = checkpoints;
        this.exports = exports;
        this.answers = answers;
        this.callers = callers;
    }

    /**
     * A page of records, newest first. The header {@code Link} leads to the next page, where there is one (RFC 8288).
     *
     * @param cursor the sequence number of the last record of the page before
     */
    @GET
    @Path("/records")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find audit records, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RecordDocument.class)))
    public Response search(
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("event") Optional<String> event,
            @QueryParam("authority") Optional<String> authority,
            @QueryParam("body") Optional<String> body,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("outcome") Optional<String> outcome,
            @QueryParam("actor") Optional<String> actor,
            @QueryParam("subject") Optional<String> subject,
            @QueryParam("request") Optional<String> request,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo address) {
        callers.current().require(Role.AUDITOR);
        RecordQuery query =
                new RecordFilter(from, to, event, authority, body, profile, outcome, actor, subject, request).query();
        Optional<Long> before =
                AuditParameters.read("cursor", cursor, Long::valueOf, "take the address from the header Link");
        int count = Math.clamp(limit, 1, MOST);
        List<RecordDocument> found = search.find(query, before, count + 1).stream()
                .map(RecordDocument::of)
                .toList();
        return Page.of(found, count, record -> Long.toString(record.seq()), address);
    }

    /** A record with what proves that it is in the log: for {@code muhr audit verify}, or any program of others. */
    @GET
    @Path("/records/{seq}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Look at an audit record and its proof")
    public ProvedDocument one(@PathParam("seq") String number) {
        callers.current().require(Role.AUDITOR);
        AuditRecord record = Optional.of(number)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> search.find(Long.parseLong(text)))
                .orElseThrow(() -> unknown(number));
        return proofs.of(record);
    }

    /**
     * All records of a time, as far as the newest checkpoint reaches: {@code jsonl} with a proof for each, {@code csv} for
     * spreadsheets, {@code zip} with all that proves them.
     *
     * @param since the size of a checkpoint that the auditor kept: only what came later, and the proof that its tree goes on
     */
    @GET
    @Path("/export")
    @Operation(summary = "Export audit records with their proofs")
    @APIResponse(
            responseCode = "200",
            description = "As the parameter format says",
            content = {
                @Content(mediaType = "application/jsonl", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/zip", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Response export(
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("event") Optional<String> event,
            @QueryParam("authority") Optional<String> authority,
            @QueryParam("body") Optional<String> body,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("since") Optional<String> since,
            @QueryParam("format") @DefaultValue("jsonl") String format,
            @Context RoutingContext exchange) {
        callers.current().require(Role.AUDITOR);
        RecordQuery query =
                RecordFilter.ofExport(from, to, event, authority, body, profile).query();
        ExportFormat written = Page.parameter("format", format, ExportFormat::ofLabel, "write jsonl, csv or zip");
        Optional<SignedNote> kept = AuditParameters.read(
                        "since", since, Long::valueOf, "write the size of a signed tree")
                .map(size -> checkpoints
                        .ofSize(size)
                        .orElseThrow(() -> unsigned(size))
                        .note());
        LongAnswers.Place place = answers.enter(exchange);
        AuditExports.Begun export = exports.begin(
                        query, kept, written, callers.current().actorAs(Role.AUDITOR))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                503,
                                "log-not-signed",
                                "No signed log yet",
                                "No checkpoint of the log was signed yet, so nothing could be proved.")
                        .withFix("ask again in a few seconds")));
        StreamingOutput content = out -> place.write(export::writeTo, out);
        return Response.ok(content, written.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + written.label() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ProblemException unsigned(long size) {
        return new ProblemException(Problem.of(
                        404, "checkpoint-unknown", "No such checkpoint", "No tree of this size was signed.")
                .withValue(Long.toString(size))
                .withFix("take the size of a checkpoint that the log signed, such as the one at /log/checkpoint"));
    }

    private static ProblemException unknown(String number) {
        return new ProblemException(
                Problem.of(404, "record-unknown", "No such record", "No audit record has this sequence number.")
                        .withValue(number)
                        .withFix("take the seq of a record in /api/v1/audit/records"));
    }
}
