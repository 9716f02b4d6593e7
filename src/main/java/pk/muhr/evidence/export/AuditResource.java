package pk.muhr.evidence.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

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
import pk.muhr.audit.Outcome;
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
    private static final int LONGEST = 500;

    private static final Pattern EVENT = Pattern.compile("[A-Z0-9_]{1,100}");

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

    /** What narrows a search and an export alike, as it came. */
    private record Range(
            Optional<String> from,
            Optional<String> to,
            Optional<String> event,
            Optional<String> authority,
            Optional<String> body,
            Optional<String> profile) {}

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
        RecordQuery query = query(
                new Range(from, to, event, authority, body, profile),
                AuditParameters.read("outcome", outcome, AuditResource::outcome, "write success, refusal or failure"),
                AuditParameters.read(
                        "actor", actor, AuditResource::text, "write a person's identifier, at most 500 characters"),
                AuditParameters.read(
                        "subject", subject, AuditResource::text, "write what it is about, at most 500 characters"),
                AuditParameters.read("request", request, UUID::fromString, "write the id of a request"));
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
        RecordQuery query = query(
                new Range(from, to, event, authority, body, profile),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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

    private static RecordQuery query(
            Range range,
            Optional<Outcome> outcome,
            Optional<String> actor,
            Optional<String> subject,
            Optional<UUID> request) {
        return new RecordQuery(
                AuditParameters.time("from", range.from()),
                AuditParameters.time("to", range.to()),
                AuditParameters.read(
                        "event", range.event(), AuditResource::event, "write an event such as CERTIFICATE_ISSUED"),
                outcome,
                AuditParameters.authority(range.authority()),
                actor,
                subject,
                request,
                AuditParameters.body(range.body()),
                AuditParameters.profile(range.profile()));
    }

    private static String event(String name) {
        return require(name, EVENT.matcher(name).matches());
    }

    private static String text(String text) {
        return require(text, text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl));
    }

    private static String require(String text, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static Outcome outcome(String label) {
        return Outcome.valueOf(
                require(label, label.equals(label.toLowerCase(Locale.ROOT))).toUpperCase(Locale.ROOT));
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
