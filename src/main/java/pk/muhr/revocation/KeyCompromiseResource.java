package pk.muhr.revocation;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Whoever has a private key that they should not have can prove it here, without a login (BR §4.9.3, §4.9.12). */
@Path("/api/v1/key-compromises")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Blocked keys")
public class KeyCompromiseResource {

    private static final int LONGEST = 16 * 1024;
    private static final String FIX = "send as proof a PKCS #10 request in PEM with the common name \""
            + CompromiseProof.SUBJECT + "\", signed by the key; or as key its PEM (or a certificate) and as proof its"
            + " signature in base64 over \"" + CompromiseProof.WORDS + "\" and the SHA-256 of the"
            + " SubjectPublicKeyInfo in lower-case hex, with no line break";

    private final KeyCompromises compromises;

    KeyCompromiseResource(KeyCompromises compromises) {
        this.compromises = compromises;
    }

    /**
     * A proof.
     *
     * @param key the key, or a certificate that has it, in PEM; not needed beside a request
     * @param proof a request in PEM, or a signature in base64
     */
    public record CompromiseDocument(String key, String proof) {}

    /** What became of it: the same for a key that we certified, know or never saw. */
    public record AcceptedDocument(String spkiSha256, String state) {}

    /** Takes a proof; the answer comes when every certificate of the key is revoked. */
    @POST
    @Operation(summary = "Prove that a key is compromised")
    public AcceptedDocument prove(CompromiseDocument document) {
        Sha256 key = proved(document);
        compromises.proved(key);
        return new AcceptedDocument(key.hex(), "accepted");
    }

    private static Sha256 proved(CompromiseDocument document) {
        if (document == null || document.proof() == null || isTooLong(document)) {
            throw refused(400, "proof-malformed", "There is no proof that can be read.");
        }
        try {
            return CompromiseProof.proved(Optional.ofNullable(document.key()), document.proof())
                    .orElseThrow(() -> refused(422, "compromise-not-proved", "The proof is not of the key itself."));
        } catch (IllegalArgumentException e) {
            throw refused(400, "proof-malformed", "There is no proof that can be read.");
        }
    }

    private static boolean isTooLong(CompromiseDocument document) {
        return document.proof().length() > LONGEST
                || document.key() != null && document.key().length() > LONGEST;
    }

    private static ProblemException refused(int status, String slug, String detail) {
        return new ProblemException(Problem.of(status, slug, "Not a proof", detail)
                .withValue("proof")
                .withFix(FIX)
                .withSource("BR §4.9.12", Optional.empty()));
    }
}
