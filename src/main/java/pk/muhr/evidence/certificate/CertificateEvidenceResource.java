package pk.muhr.evidence.certificate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.x509.Sha256;

/** From one certificate to everything, for auditors. That somebody looked is on record. */
@Path("/api/v1/audit/certificates/{id}")
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class CertificateEvidenceResource {

    private final CertificateEvidences evidence;
    private final Callers callers;

    CertificateEvidenceResource(CertificateEvidences evidence, Callers callers) {
        this.evidence = evidence;
        this.callers = callers;
    }

    /**
     * Request, agreement, proofs, approvals, lints, certificate, publication, status, and the audit records of them.
     *
     * @param id SHA-256 of the certificate's DER
     */
    @GET
    @Operation(summary = "Take all evidence of one certificate")
    @APIResponse(
            responseCode = "200",
            description = "All that is on record of it",
            content = @Content(schema = @Schema(implementation = CertificateEvidence.class)))
    public Response one(@PathParam("id") String id) {
        callers.current().require(Role.AUDITOR);
        Sha256 fingerprint = RevocationProblems.fingerprint(id);
        CertificateEvidence taken = evidence.take(fingerprint, callers.current().actorAs(Role.AUDITOR))
                .orElseThrow(() -> IssuedCertificates.unknown(fingerprint.hex()));
        return Response.ok(taken).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
