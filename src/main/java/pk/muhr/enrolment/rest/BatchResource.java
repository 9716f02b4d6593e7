package pk.muhr.enrolment.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.enrolment.BatchEnrolments;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.RequestBatch;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.problem.LongBodies;
import pk.muhr.problem.LongBody;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Many requests in one, for whoever personalises cards or equips a fleet: a line each, answered by a line each. */
@Path(BatchResource.ADDRESS)
@Tag(name = "Requests")
public class BatchResource {

    static final String ADDRESS = "/api/v1/requests/batch";
    static final String METHOD = "POST";
    private static final String NDJSON = "application/x-ndjson";

    /** Each holds a thread while its reader is slow. */
    private static final int MOST_AT_ONCE = 8;

    private final BatchEnrolments enrolments;
    private final BatchRun run;
    private final Callers callers;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    BatchResource(BatchEnrolments enrolments, BatchRun run, Callers callers) {
        this.enrolments = enrolments;
        this.run = run;
        this.callers = callers;
    }

    void admitLongBodies(@Observes Filters filters) {
        LongBodies.admit(filters, ADDRESS, BatchIntake.MOST_BYTES);
    }

    /**
     * Submits up to 10,000 requests. All of them are read first; then a line leaves for each, in their order. The same
     * batch under the same key goes on where it was broken off.
     */
    @POST
    @Blocking
    @LongBody
    @RolesAllowed("subscriber")
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @Operation(summary = "Ask for many certificates")
    @RequestBody(
            description = "At most 10,000 lines of at most 16 KiB, each the JSON of a single request",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = RequestDocument.class)))
    @APIResponse(
            responseCode = "200",
            description = "A line for each line, as it is done; Location leads to the batch",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = LineDocument.class)))
    public Response submit(
            InputStream body, @HeaderParam("Idempotency-Key") String idempotencyKey, @Context RoutingContext exchange)
            throws IOException {
        IdempotencyKey key = EnrolmentDocuments.key(idempotencyKey).orElseThrow(BatchResource::keyless);
        Caller caller = callers.current();
        caller.requireBody();
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(503, "batches-busy", "Not now", "As many batches are under way as are taken at once.")
                            .withFix("send this one again when another has ended"));
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
        BatchIntake intake = BatchIntake.of(body);
        RequestBatch batch;
        try {
            batch = enrolments
                    .begin(caller, key, intake.content(), intake.count())
                    .orElseThrow(() -> EnrolmentResource.taken(key));
        } catch (RuntimeException e) {
            intake.close();
            throw e;
        }
        StreamingOutput lines = out -> {
            try (intake) {
                run.write(caller, batch, intake, out);
            }
        };
        return Response.ok(lines, NDJSON)
                .location(URI.create(ADDRESS + "/" + batch.id()))
                .build();
    }

    private static ProblemException keyless() {
        return new ProblemException(
                Problem.of(400, "idempotency-key-missing", "No idempotency key", "A batch needs an Idempotency-Key.")
                        .withFix("send a new UUID as Idempotency-Key, and the same one when you repeat the batch"));
    }

    /** How far a batch is. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "See how far a batch is")
    public BatchDocument progress(@PathParam("id") String id) {
        return EnrolmentDocuments.id(id)
                .flatMap(uuid -> enrolments.find(callers.current(), uuid))
                .map(batch -> BatchDocument.of(batch, enrolments.progress(batch)))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "batch-unknown", "No such batch", "You have no batch with this id.")
                                .withValue(id)
                                .withFix("take the address from the header Location of the answer to your batch")));
    }
}
