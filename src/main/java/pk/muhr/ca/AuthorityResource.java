package pk.muhr.ca;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Certificate;

/** The authorities over REST, for everybody who holds an office. */
@Path("/api/v1/authorities")
@RolesAllowed({
    Role.Label.POLICY_AUTHORITY,
    Role.Label.SECURITY_OFFICER,
    Role.Label.CA_ADMINISTRATOR,
    Role.Label.REGISTRATION_OFFICER,
    Role.Label.REVOCATION_OFFICER,
    Role.Label.SUBSCRIBER,
    Role.Label.AUDITOR
})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authorities")
public class AuthorityResource {

    private final Hierarchy hierarchy;
    private final Addresses addresses;
    private final Callers callers;

    AuthorityResource(Hierarchy hierarchy, Addresses addresses, Callers callers) {
        this.hierarchy = hierarchy;
        this.addresses = addresses;
        this.callers = callers;
    }

    /** One authority; {@code sha256} is its certificate's fingerprint, {@code issuer} is absent for a root. */
    public record AuthorityDocument(
            String id,
            String name,
            int generation,
            String title,
            Optional<String> issuer,
            String subject,
            String serial,
            Instant notBefore,
            Instant notAfter,
            String sha256,
            String key,
            Addressed addresses,
            String pem) {}

    /** Where the authority's certificate and list lie, and who answers for it: what its certificates carry. */
    public record Addressed(URI certificate, URI crl, URI ocsp) {}

    /** Every authority, each after its issuer. */
    @GET
    @Operation(summary = "List the authorities")
    public List<AuthorityDocument> all() {
        callers.current().require(Role.values());
        return hierarchy.authorities().stream().map(this::document).toList();
    }

    /** One authority by its name, with or without generation. */
    @GET
    @Path("/{ca}")
    @Operation(summary = "Look at an authority")
    public AuthorityDocument one(@PathParam("ca") String ca) {
        callers.current().require(Role.values());
        return hierarchy
                .named(ca)
                .map(this::document)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "authority-unknown", "No such authority", "Nothing is known of it.")
                                .withValue(ca)
                                .withFix("take a name from /api/v1/authorities")));
    }

    private AuthorityDocument document(CertificateAuthority authority) {
        Certificate certificate = authority.certificate();
        AuthorityId id = authority.id();
        return new AuthorityDocument(
                id.toString(),
                id.name().value(),
                id.generation(),
                authority.definition().title(),
                authority.issuer().map(issuer -> issuer.subject().toString()),
                certificate.subject().toString(),
                certificate.serial().hex(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.fingerprint().hex(),
                certificate.key().label(),
                new Addressed(addresses.certificate(id), addresses.crl(id), addresses.ocsp()),
                certificate.pem());
    }
}
