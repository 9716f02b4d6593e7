package pk.muhr.enrolment.rest;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.rest.EnrolmentDocument.CertificateDocument;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Issued certificates over REST; a subscriber sees the own body's only. */
@Path("/api/v1/certificates")
@RolesAllowed({"subscriber", "registration-officer", "revocation-officer", "security-officer", "auditor"})
@Tag(name = "Certificates")
public class CertificateResource {

    private static final Role[] READERS = {
        Role.SUBSCRIBER, Role.REGISTRATION_OFFICER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR
    };

    private final IssuedCertificates certificates;
    private final Hierarchy hierarchy;
    private final Callers callers;

    CertificateResource(IssuedCertificates certificates, Hierarchy hierarchy, Callers callers) {
        this.certificates = certificates;
        this.hierarchy = hierarchy;
        this.callers = callers;
    }

    /** The newest certificates. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the newest certificates")
    public List<CertificateDocument> newest(@QueryParam("limit") @DefaultValue("50") int limit) {
        return certificates.newest(callers.current().scope(READERS), Math.clamp(limit, 1, 200)).stream()
                .map(this::shown)
                .toList();
    }

    /** One certificate by its SHA-256, as JSON. */
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Look at a certificate")
    public CertificateDocument json(@PathParam("id") String id) {
        return shown(find(id));
    }

    /** The same in DER. */
    @GET
    @Path("/{id}")
    @Produces("application/pkix-cert")
    @Operation(summary = "Download a certificate in DER")
    public byte[] der(@PathParam("id") String id) {
        return find(id).certificate().der().bytes();
    }

    /** The same in PEM. */
    @GET
    @Path("/{id}")
    @Produces("application/x-pem-file")
    @Operation(summary = "Download a certificate in PEM")
    public String pem(@PathParam("id") String id) {
        return find(id).certificate().pem();
    }

    private CertificateDocument shown(IssuedCertificate issued) {
        return CertificateDocument.of(
                issued, hierarchy.named(issued.authority().toString()).orElseThrow());
    }

    private IssuedCertificate find(String id) {
        Optional<BodyId> scope = callers.current().scope(READERS);
        return fingerprint(id)
                .flatMap(sha256 ->
                        scope.isPresent() ? certificates.find(sha256, scope.get()) : certificates.find(sha256))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                404,
                                "certificate-unknown",
                                "No such certificate",
                                "You have no certificate with this id.")
                        .withValue(id)
                        .withFix("the id is the SHA-256 of the certificate's DER in lower-case hex")));
    }

    private static Optional<Sha256> fingerprint(String id) {
        try {
            return Optional.of(new Sha256(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
