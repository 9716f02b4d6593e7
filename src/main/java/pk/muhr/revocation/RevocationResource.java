package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** Revocation over REST: by the certificate's own body, or by an officer, who may also hold it. */
@Path("/api/v1/certificates/{id}/revocation")
@RolesAllowed({Role.Label.SUBSCRIBER, Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class RevocationResource {

    private final Revocations revocations;
    private final Callers callers;

    RevocationResource(Revocations revocations, Callers callers) {
        this.revocations = revocations;
        this.callers = callers;
    }

    /**
     * What is asked for.
     *
     * @param reason a name of RFC 5280 §5.3.1; {@code unspecified} when it is left out, a hold with {@code certificateHold}
     * @param invalidityDate since when the certificate should not have been relied on
     */
    public record RevocationRequest(String reason, Instant invalidityDate) {}

    /** Revokes the certificate for good, or holds it; the answer comes when that is durable. */
    @POST
    @Operation(summary = "Revoke or hold a certificate")
    public StatusDocument revoke(@PathParam("id") String id, RevocationRequest wish) {
        RevocationOrder order = new RevocationOrder(
                RevocationProblems.fingerprint(id),
                RevocationProblems.reason(wish.reason()),
                Optional.ofNullable(wish.invalidityDate()));
        return StatusDocument.of(id, revocations.revoke(order, callers.current()));
    }
}
