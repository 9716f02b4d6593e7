package pk.muhr.enrolment.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.RequestQuery;
import pk.muhr.enrolment.Submission;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.issuance.Preparation;
import pk.muhr.issuance.PreparedCertificate;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Requests for certificates over REST. */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class EnrolmentResource {

    private static final int MOST = 200;

    private final Enrolments enrolments;
    private final EnrolmentDocuments documents;
    private final Callers callers;

    EnrolmentResource(Enrolments enrolments, EnrolmentDocuments documents, Callers callers) {
        this.enrolments = enrolments;
        this.documents = documents;
        this.callers = callers;
    }

    /**
     * Submits a request; 201 with the certificate where the profile needs no human, and without one where officers decide;
     * 202 while it is under way.
     */
    @POST
    @RolesAllowed("subscriber")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for a certificate")
    @APIResponse(
            responseCode = "201",
            description =
                    "On record. Issued, with the certificate and its chain in the answer; or validated, and officers"
                            + " decide",
            content = @Content(schema = @Schema(implementation = EnrolmentDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = "Under way; ask for the request again after Retry-After",
            content = @Content(schema = @Schema(implementation = EnrolmentDocument.class)))
    public Response submit(RequestDocument document, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        Optional<IdempotencyKey> key = EnrolmentDocuments.key(idempotencyKey);
        return submitted(enrolments.submit(callers.current(), RequestReader.read(document), key), documents);
    }

    /** The answer to a submission: 201 when it is on record, 202 while it is under way. */
    static Response submitted(Submission submission, EnrolmentDocuments documents) {
        return switch (submission) {
            case Submission.Issued(Enrolment enrolment) -> created(enrolment, documents);
            case Submission.Waiting(Enrolment enrolment) -> created(enrolment, documents);
            case Submission.UnderWay(Enrolment enrolment) ->
                Response.status(Response.Status.ACCEPTED)
                        .header("Retry-After", 5)
                        .entity(documents.shown(enrolment))
                        .build();
            case Submission.Refused(Refusal why) -> throw Refusals.problem(why);
            case Submission.KeyTaken(IdempotencyKey taken) -> throw taken(taken);
        };
    }

    static ProblemException taken(IdempotencyKey key) {
        return new ProblemException(Problem.of(
                        409,
                        "idempotency-key-taken",
                        "This idempotency key stands for another request",
                        "You used this key before with a different body; nothing was done.")
                .withValue(key.value())
                .withFix("send the first body again to get its answer, or choose a new key"));
    }

    private static Response created(Enrolment enrolment, EnrolmentDocuments documents) {
        return Response.status(Response.Status.CREATED)
                .location(URI.create("/api/v1/requests/" + enrolment.request().id()))
                .entity(documents.shown(enrolment))
                .build();
    }

    /** The certificate that a request would lead to, with no request, no serial number and no signature. */
    @POST
    @Path("/preview")
    @RolesAllowed("subscriber")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "See the certificate that a request would lead to")
    public PreviewDocument preview(RequestDocument document) {
        NewRequest request = RequestReader.read(document);
        return switch (enrolments.preview(callers.current(), request)) {
            case Preparation.Refused(Refusal why) -> throw Refusals.problem(why);
            case Preparation.Ready(PreparedCertificate prepared) ->
                PreviewDocument.of(prepared, enrolments.approvals(request.profile()), request);
        };
    }

    /** One request. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
    @Operation(summary = "Look at a request")
    public EnrolmentDocument one(@PathParam("id") String id) {
        return EnrolmentDocuments.id(id)
                .flatMap(uuid -> enrolments.find(callers.current(), uuid))
                .map(documents::whole)
                .orElseThrow(() -> EnrolmentDocuments.unknown(id));
    }

    /**
     * A page of requests, newest first. The header {@code Link} leads to the next page, where there is one (RFC 8288).
     *
     * @param q the id of a request, a name, or whatever finds the certificate that it led to
     * @param cursor the id of the last request of the page before
     */
    @GET
    @RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
    @Operation(summary = "Find requests, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page; the header Link leads to the next one",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = EnrolmentDocument.class)))
    public Response search(
            @QueryParam("q") Optional<String> q,
            @QueryParam("body") Optional<String> body,
            @QueryParam("profile") Optional<String> profile,
            @Parameter(
                            description = "`validated`: what waits for a decision; `approved`, `issued`, `rejected`,"
                                    + " `withdrawn` or `expired`")
                    @QueryParam("state")
                    Optional<String> state,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context UriInfo address) {
        RequestQuery query = new RequestQuery(
                q.filter(text -> !text.isBlank()),
                body.map(text -> Page.parameter("body", text, BodyId::new, "write a body's identifier, such as nitb")),
                profile.map(
                        text -> Page.parameter("profile", text, ProfileId::new, "write a profile, such as tls-server")),
                state.map(text -> Page.parameter(
                        "state",
                        text,
                        EnrolmentResource::state,
                        "write validated, approved, issued, rejected, withdrawn or expired")),
                cursor.map(text ->
                        Page.parameter("cursor", text, UUID::fromString, "take the address from the header Link")));
        int count = Math.clamp(limit, 1, MOST);
        List<EnrolmentDocument> found = enrolments.find(callers.current(), query, count + 1).stream()
                .map(
                        query.state().equals(Optional.of(RequestQuery.State.VALIDATED))
                                ? documents::whole
                                : documents::shown)
                .toList();
        return Page.of(found, count, document -> document.id().toString(), address);
    }

    private static RequestQuery.State state(String label) {
        return Stream.of(RequestQuery.State.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }
}
