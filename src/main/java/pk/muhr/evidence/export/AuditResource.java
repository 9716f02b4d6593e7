package pk.muhr.evidence.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LoggedRecord;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.ca.AuthorityId;
import pk.muhr.evidence.export.RecordDocument.LogProofDocument;
import pk.muhr.evidence.export.RecordDocument.ProvedDocument;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.policy.ProfileId;
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

    /** Each holds a thread while its reader is slow. */
    private static final int MOST_AT_ONCE = 4;

    private static final Pattern EVENT = Pattern.compile("[A-Z0-9_]{1,100}");
    private static final String TIME = "write a time such as 2026-11-22T00:00:00Z (RFC 3339)";

    private final RecordSearch search;
    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final AuditExports exports;
    private final Callers callers;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    AuditResource(
            RecordSearch search, LogEntries entries, Checkpoints checkpoints, AuditExports exports, Callers callers) {
        this.search = search;
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.exports = exports;
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
                read("outcome", outcome, AuditResource::outcome, "write success, refusal or failure"),
                read("actor", actor, AuditResource::text, "write a person's identifier, at most 500 characters"),
                read("subject", subject, AuditResource::text, "write what it is about, at most 500 characters"),
                read("request", request, UUID::fromString, "write the id of a request"));
        Optional<Long> before = read("cursor", cursor, Long::valueOf, "take the address from the header Link");
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
        return new ProvedDocument(
                RecordDocument.of(record), search.logged(record.seq()).flatMap(this::proof));
    }

    private Optional<LogProofDocument> proof(LoggedRecord record) {
        return checkpoints.covering(record.index() + 1).map(note -> {
            long size = size(note);
            return LogProofDocument.of(
                    ExportLine.of(record, new Proofs(entries).inclusion(record.index(), size)), note);
        });
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow().head().size();
    }

    /**
     * All records of a time, as far as the newest checkpoint reaches: {@code jsonl} with a proof for each, {@code csv} for
     * spreadsheets, {@code zip} with all that proves them.
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
        enter(exchange);
        AuditExports.Begun export = exports.begin(
                        query, written, callers.current().actorAs(Role.AUDITOR))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                503,
                                "log-not-signed",
                                "No signed log yet",
                                "No checkpoint of the log was signed yet, so nothing could be proved.")
                        .withFix("ask again in a few seconds")));
        StreamingOutput content = export::writeTo;
        return Response.ok(content, written.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + written.label() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Takes a place until the answer has ended, whichever way. */
    private void enter(RoutingContext exchange) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(503, "exports-busy", "Not now", "As many exports are under way as are made at once.")
                            .withFix("ask again when another has ended"));
        }
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                places.release();
            }
        };
        exchange.addEndHandler(_ -> leave.run());
        if (exchange.response().closed()) {
            leave.run(); // the handler came too late
        }
    }

    private static RecordQuery query(
            Range range,
            Optional<Outcome> outcome,
            Optional<String> actor,
            Optional<String> subject,
            Optional<UUID> request) {
        return new RecordQuery(
                read("from", range.from(), AuditResource::time, TIME),
                read("to", range.to(), AuditResource::time, TIME),
                read("event", range.event(), AuditResource::event, "write an event such as CERTIFICATE_ISSUED"),
                outcome,
                read("authority", range.authority(), AuthorityId::of, "write an authority such as gov-tls-g1")
                        .map(AuthorityId::toString),
                actor,
                subject,
                request,
                read("body", range.body(), BodyId::new, "write a body's identifier, such as nitb")
                        .map(BodyId::value),
                read("profile", range.profile(), ProfileId::new, "write a profile, such as tls-server")
                        .map(ProfileId::value));
    }

    private static <T> Optional<T> read(String name, Optional<String> text, Function<String, T> form, String fix) {
        return text.map(given -> Page.parameter(name, given, form, fix));
    }

    /** The database knows no years before the first and after the last of four digits, and nothing below a microsecond. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("no such year");
        }
        return time;
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

    private static ProblemException unknown(String number) {
        return new ProblemException(
                Problem.of(404, "record-unknown", "No such record", "No audit record has this sequence number.")
                        .withValue(number)
                        .withFix("take the seq of a record in /api/v1/audit/records"));
    }
}
