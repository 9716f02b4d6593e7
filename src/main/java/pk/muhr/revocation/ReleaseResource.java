package pk.muhr.revocation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;

/** The end of a hold over REST: for officers. */
@Path("/api/v1/certificates/{id}/release")
@RolesAllowed({Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class ReleaseResource {

    private final Revocations revocations;
    private final Callers callers;

    ReleaseResource(Revocations revocations, Callers callers) {
        this.revocations = revocations;
        this.callers = callers;
    }

    /** Makes a certificate that is held good again; the answer comes when that is durable. */
    @POST
    @Operation(summary = "Release a certificate that is held")
    public StatusDocument release(@PathParam("id") String id) {
        return StatusDocument.of(id, revocations.release(RevocationProblems.fingerprint(id), callers.current()));
    }
}
