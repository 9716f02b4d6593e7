package pk.muhr.enrolment.rest;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
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

import pk.muhr.enrolment.Enrolments;
import pk.muhr.enrolment.IdempotencyKey;
import pk.muhr.enrolment.Renewals;
import pk.muhr.enrolment.Renewals.Successor;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Asks for the certificate that follows one the body has, in one call. */
@Path("/api/v1/certificates/{id}/renewal")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
public class RenewalResource {

    private final Renewals renewals;
    private final Enrolments enrolments;
    private final EnrolmentDocuments documents;
    private final Callers callers;

    RenewalResource(Renewals renewals, Enrolments enrolments, EnrolmentDocuments documents, Callers callers) {
        this.renewals = renewals;
        this.enrolments = enrolments;
        this.documents = documents;
        this.callers = callers;
    }

    /** @param csr PKCS #10 in PEM with the new key; left out where the key stays and the policy lets it */
    public record RenewalDocument(
            @Schema(description = "PKCS #10 request in PEM with the new key; left out to keep the key")
            String csr) {}

    /** Submits a request with the profile and the names of the certificate's own. */
    @POST
    @RolesAllowed(Role.Label.SUBSCRIBER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Renew or re-key a certificate")
    @APIResponse(
            responseCode = "201",
            description = "On record: issued, or validated and officers decide",
            content = @Content(schema = @Schema(implementation = EnrolmentDocument.class)))
    public Response renew(
            @PathParam("id") String id,
            RenewalDocument document,
            @HeaderParam("Idempotency-Key") String idempotencyKey) {
        Optional<IdempotencyKey> key = EnrolmentDocuments.key(idempotencyKey);
        Caller caller = callers.current();
        return switch (after(caller, id, document)) {
            case Successor.Asked(var request) ->
                EnrolmentResource.submitted(enrolments.submit(caller, request, key), documents);
            case Successor.Unknown() -> throw IssuedCertificates.unknown(id);
            case Successor.Revoked(var request)
            when enrolments.isRecorded(caller, key, request) ->
                EnrolmentResource.submitted(enrolments.submit(caller, request, key), documents);
            case Successor.Revoked _ ->
                throw new ProblemException(Problem.of(
                                409,
                                "certificate-revoked",
                                "The certificate is revoked",
                                "Nothing follows a revoked or suspended certificate without a new look; nothing was done.")
                        .withFix("ask for a certificate anew, or have a suspended one released first"));
            case Successor.NotAsked() ->
                throw new ProblemException(Problem.of(
                                409,
                                "certificate-not-requested",
                                "No request to repeat",
                                "No request leads to this certificate, or the person it names is not on record any more.")
                        .withFix("ask for a certificate anew"));
        };
    }

    private Successor after(Caller caller, String id, RenewalDocument document) {
        Sha256 certificate;
        try {
            certificate = new Sha256(id);
        } catch (IllegalArgumentException e) {
            return new Successor.Unknown();
        }
        return renewals.after(
                caller,
                certificate,
                Optional.ofNullable(document).map(RenewalDocument::csr).map(RequestReader::csr));
    }
}
