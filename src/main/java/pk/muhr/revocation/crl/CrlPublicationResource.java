package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Instant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** An officer's wish for an authority's next CRL, before its time. */
@Path("/api/v1/authorities/{ca}/crl")
@RolesAllowed(Role.Label.CA_ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authorities")
public class CrlPublicationResource {

    private final Hierarchy hierarchy;
    private final CrlPublication publication;
    private final Callers callers;

    CrlPublicationResource(Hierarchy hierarchy, CrlPublication publication, Callers callers) {
        this.hierarchy = hierarchy;
        this.publication = publication;
        this.callers = callers;
    }

    /** A list that was published; {@code sha256} is of its DER. */
    public record CrlDocument(
            String authority, BigInteger number, Instant thisUpdate, Instant nextUpdate, String sha256) {}

    /** Makes a new list now; the answer comes when it is served. */
    @POST
    @Operation(summary = "Make an authority's next CRL now")
    public CrlDocument publish(@PathParam("ca") String ca) {
        Caller caller = callers.current();
        caller.require(Role.CA_ADMINISTRATOR);
        CertificateAuthority authority = hierarchy.named(ca).orElseThrow(() -> unknown(ca));
        PublishedList list = publication.publish(authority, caller.actorAs(Role.CA_ADMINISTRATOR));
        return new CrlDocument(
                list.authority().toString(),
                list.number(),
                list.thisUpdate(),
                list.nextUpdate(),
                list.sha256().hex());
    }

    private static ProblemException unknown(String ca) {
        return new ProblemException(Problem.of(404, "authority-unknown", "No such authority", "Nothing is known of it.")
                .withValue(ca)
                .withFix("take a name from /api/v1/authorities"));
    }
}
