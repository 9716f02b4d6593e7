package pk.muhr.revocation;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/** Keys that nobody may have certified. */
@Path("/api/v1/blocked-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Blocked keys")
public class BlockedKeyResource {

    private static final int LONGEST_REASON = 200;
    private static final int MOST = 1000;

    private final BlockedKeys keys;
    private final Callers callers;

    BlockedKeyResource(BlockedKeys keys, Callers callers) {
        this.keys = keys;
        this.callers = callers;
    }

    /**
     * A key to block.
     *
     * @param pem the key, a request or a certificate that holds it
     * @param spkiSha256 or else the SHA-256 of its SubjectPublicKeyInfo
     */
    public record KeyToBlock(String pem, String spkiSha256, String reason) {}

    /** A blocked key. */
    public record BlockedKeyDocument(String spkiSha256, String reason, String blockedBy, Instant blockedAt) {}

    /** Blocks a key for ever; 201 when it was not blocked before, 200 when it was. */
    @POST
    @RolesAllowed({"revocation-officer", "security-officer"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Block a key, so that nobody has it certified")
    @APIResponse(
            responseCode = "201",
            description = "Blocked",
            content = @Content(schema = @Schema(implementation = KeyToBlock.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was blocked before",
            content = @Content(schema = @Schema(implementation = KeyToBlock.class)))
    public Response block(KeyToBlock document) {
        if (document == null
                || document.reason() == null
                || document.reason().isBlank()
                || document.reason().length() > LONGEST_REASON) {
            throw problem("reason", "say why in a sentence of at most 200 characters");
        }
        Sha256 key = key(document);
        boolean fresh = keys.block(key, document.reason(), callers.current());
        return Response.status(fresh ? Response.Status.CREATED : Response.Status.OK)
                .entity(new KeyToBlock(null, key.hex(), document.reason()))
                .build();
    }

    /** The keys blocked last. */
    @GET
    @RolesAllowed({"revocation-officer", "security-officer", "auditor"})
    @Operation(summary = "List the keys that were blocked last")
    public List<BlockedKeyDocument> newest(@QueryParam("limit") @DefaultValue("100") int limit) {
        return keys.newest(callers.current(), Math.clamp(limit, 1, MOST)).stream()
                .map(key -> new BlockedKeyDocument(key.key().hex(), key.reason(), key.by(), key.at()))
                .toList();
    }

    private static Sha256 key(KeyToBlock document) {
        try {
            if (document.pem() == null) {
                return new Sha256(document.spkiSha256() == null ? "" : document.spkiSha256());
            }
            Pem pem = Pem.parse(document.pem());
            SubjectPublicKey key =
                    switch (pem.label()) {
                        case "PUBLIC KEY" -> SubjectPublicKey.of(pem.content());
                        case "CERTIFICATE" -> Certificate.of(pem.content()).key();
                        default -> CertificationRequest.ofPem(document.pem()).key();
                    };
            return key.fingerprint();
        } catch (IllegalArgumentException e) {
            throw problem(
                    "pem",
                    "send one PEM block with a public key, a request or a certificate, or spkiSha256 in lower-case hex");
        }
    }

    private static ProblemException problem(String member, String fix) {
        return new ProblemException(
                Problem.of(400, "key-malformed", "Not a key to block", "The member " + member + " cannot be used.")
                        .withFix(fix));
    }
}
