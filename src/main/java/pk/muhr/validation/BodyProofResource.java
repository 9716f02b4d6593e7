package pk.muhr.validation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Sha256;

/** What a registration officer has verified of a body. */
@Path("/api/v1/bodies/{body}")
@RolesAllowed(Role.Label.REGISTRATION_OFFICER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proofs")
public class BodyProofResource {

    private final Bodies bodies;
    private final BodyProofs proofs;
    private final KeyProtectionProofs protections;
    private final Callers callers;
    private final Clock clock;

    BodyProofResource(Bodies bodies, BodyProofs proofs, KeyProtectionProofs protections, Callers callers, Clock clock) {
        this.bodies = bodies;
        this.proofs = proofs;
        this.protections = protections;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * A verification of the record.
     *
     * @param method how it was done, in words
     */
    public record Verification(String method) {}

    /**
     * A key that lies in hardware.
     *
     * @param spkiSha256 SHA-256 of its SubjectPublicKeyInfo
     * @param csr or else a request that holds it
     * @param method how that was shown (Code Signing BR §6.2.7.4.2)
     */
    public record KeyProtection(String spkiSha256, String csr, KeyProtectionProof.Method method) {}

    /** A proof on record. */
    public record ProofDocument(UUID id, String body, String method, Instant provedAt) {}

    /** Records that what the register says of the body was verified today. */
    @POST
    @Path("/proofs")
    @Operation(summary = "Record that a body was verified")
    @APIResponse(
            responseCode = "201",
            description = "On record",
            content = @Content(schema = @Schema(implementation = ProofDocument.class)))
    public Response verified(@PathParam("body") String id, Verification document) {
        Caller officer = officer();
        BodyId body = body(id);
        try {
            BodyProof proof = new BodyProof(
                    UUID.randomUUID(),
                    body,
                    document == null || document.method() == null ? "" : document.method(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            proofs.register(proof, officer.actorAs(Role.REGISTRATION_OFFICER));
            return created(new ProofDocument(proof.id(), body.value(), proof.method(), proof.provedAt()));
        } catch (IllegalArgumentException e) {
            throw malformed("method", "say how the body was verified, in at most 200 characters");
        }
    }

    /** Records that a key was shown today to lie in hardware. */
    @POST
    @Path("/key-protections")
    @Operation(summary = "Record that a body's key lies in hardware")
    @APIResponse(
            responseCode = "201",
            description = "On record",
            content = @Content(schema = @Schema(implementation = ProofDocument.class)))
    public Response protectedKey(@PathParam("body") String id, KeyProtection document) {
        Caller officer = officer();
        BodyId body = body(id);
        if (document == null || document.method() == null) {
            throw malformed("method", "name a method of Code Signing BR §6.2.7.4.2, such as key-attestation");
        }
        KeyProtectionProof proof = new KeyProtectionProof(
                UUID.randomUUID(),
                body,
                key(document),
                document.method(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        protections.register(proof, officer.actorAs(Role.REGISTRATION_OFFICER));
        return created(
                new ProofDocument(proof.id(), body.value(), proof.method().label(), proof.provedAt()));
    }

    private static Sha256 key(KeyProtection document) {
        try {
            return document.csr() == null
                    ? new Sha256(document.spkiSha256() == null ? "" : document.spkiSha256())
                    : CertificationRequest.ofPem(document.csr()).key().fingerprint();
        } catch (IllegalArgumentException e) {
            throw malformed(
                    document.csr() == null ? "spkiSha256" : "csr",
                    "send csr, one PEM block CERTIFICATE REQUEST, or spkiSha256 in lower-case hex");
        }
    }

    private Caller officer() {
        Caller caller = callers.current();
        caller.require(Role.REGISTRATION_OFFICER);
        return caller;
    }

    private BodyId body(String id) {
        return BodyId.of(id)
                .flatMap(bodies::find)
                .map(Body::id)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "body-unknown", "No such body", "The register has no body of this identifier.")
                                .withValue(id)
                                .withFix("write the identifier as the register does, nitb for instance")));
    }

    private static Response created(ProofDocument document) {
        return Response.status(Response.Status.CREATED).entity(document).build();
    }

    private static ProblemException malformed(String member, String fix) {
        return new ProblemException(
                Problem.of(400, "proof-malformed", "Not a proof", "The member " + member + " cannot be used.")
                        .withFix(fix));
    }
}
