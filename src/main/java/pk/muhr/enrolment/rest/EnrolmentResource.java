package pk.muhr.enrolment.rest;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Enrolment;
import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.NewRequest;
import pk.muhr.enrolment.Submission;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.identity.Callers;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.Refusal;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.Sha256;

/** Requests for certificates over REST. */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class EnrolmentResource {

    private static final int LONGEST_CSR = 64 * 1024;
    private static final String PEM_FIX =
            "send one PEM block CERTIFICATE REQUEST, as openssl req -new writes it, of at most 64 KiB";

    private final Enrolments enrolments;
    private final Hierarchy hierarchy;
    private final Callers callers;
    private final ObjectMapper canonical;

    EnrolmentResource(Enrolments enrolments, Hierarchy hierarchy, Callers callers) {
        this.enrolments = enrolments;
        this.hierarchy = hierarchy;
        this.callers = callers;
        this.canonical = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    /** Submits a request; 201 with the certificate where the profile needs no human, 202 while it is under way. */
    @POST
    @RolesAllowed("subscriber")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for a certificate")
    @APIResponse(
            responseCode = "201",
            description = "Issued; the certificate and its chain are in the answer",
            content = @Content(schema = @Schema(implementation = EnrolmentDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = "Under way; ask for the request again after Retry-After",
            content = @Content(schema = @Schema(implementation = EnrolmentDocument.class)))
    public Response submit(RequestDocument document, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        Optional<IdempotencyKey> key = key(idempotencyKey);
        return switch (enrolments.submit(callers.current(), read(document), key)) {
            case Submission.Issued(Enrolment enrolment) ->
                Response.status(Response.Status.CREATED)
                        .location(java.net.URI.create("/api/v1/requests/" + enrolment.id()))
                        .entity(shown(enrolment))
                        .build();
            case Submission.UnderWay(Enrolment enrolment) ->
                Response.status(Response.Status.ACCEPTED)
                        .header("Retry-After", 5)
                        .entity(shown(enrolment))
                        .build();
            case Submission.Refused(Refusal why) -> throw Refusals.problem(why);
            case Submission.KeyTaken(IdempotencyKey taken) ->
                throw new ProblemException(Problem.of(
                                409,
                                "idempotency-key-taken",
                                "This idempotency key stands for another request",
                                "You used this key before with a different body; nothing was done.")
                        .withValue(taken.value())
                        .withFix("send the first body again to get its answer, or choose a new key"));
        };
    }

    /** One request. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
    @Operation(summary = "Look at a request")
    public EnrolmentDocument one(@PathParam("id") String id) {
        return uuid(id).flatMap(uuid -> enrolments.find(callers.current(), uuid))
                .map(this::shown)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "request-unknown", "No such request", "You have no request with this id.")
                                .withValue(id)
                                .withFix("take the id from the answer to your request")));
    }

    /** The newest requests. */
    @GET
    @RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
    @Operation(summary = "List the newest requests")
    public List<EnrolmentDocument> newest(@QueryParam("limit") @DefaultValue("50") int limit) {
        return enrolments.newest(callers.current(), Math.clamp(limit, 1, 200)).stream()
                .map(this::shown)
                .toList();
    }

    private EnrolmentDocument shown(Enrolment enrolment) {
        return EnrolmentDocument.of(
                enrolment,
                enrolment
                        .certificate()
                        .map(issued -> CertificateDocument.of(
                                issued,
                                hierarchy.named(issued.authority().toString()).orElseThrow())));
    }

    private NewRequest read(RequestDocument document) {
        if (document == null || document.profile() == null || document.csr() == null) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "profile or csr is missing", "send {\"profile\": \"…\", \"csr\": \"<PEM>\"}"));
        }
        return new NewRequest(profile(document), csr(document), document.requestedNames(), hash(document));
    }

    private static ProfileId profile(RequestDocument document) {
        try {
            return new ProfileId(document.profile());
        } catch (IllegalArgumentException e) {
            throw Refusals.problem(new Refusal.MalformedRequest(LegibleText.shown(document.profile()), e.getMessage()));
        }
    }

    private static CertificationRequest csr(RequestDocument document) {
        if (document.csr().length() > LONGEST_CSR) {
            throw Refusals.problem(new Refusal.MalformedRequest(
                    "a request of " + document.csr().length() + " characters", PEM_FIX));
        }
        try {
            return CertificationRequest.ofPem(document.csr());
        } catch (MalformedDer e) {
            throw Refusals.problem(new Refusal.MalformedRequest(e.getMessage(), PEM_FIX));
        }
    }

    /** SHA-256 over the document as Jackson writes it again: member order and white space do not count. */
    private Sha256 hash(RequestDocument document) {
        try {
            return Sha256.of(canonical.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read can be written", e);
        }
    }

    private static Optional<IdempotencyKey> key(String header) {
        try {
            return Optional.ofNullable(header).map(IdempotencyKey::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(400, "idempotency-key-malformed", "Malformed idempotency key", e.getMessage())
                            .withValue(header)
                            .withFix("send 1 to 128 visible ASCII characters, a UUID for instance"));
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
