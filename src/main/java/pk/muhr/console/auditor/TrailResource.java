package pk.muhr.console.auditor;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.certificate.CertificateEvidence;
import pk.muhr.evidence.certificate.CertificateEvidences;
import pk.muhr.identity.Caller;
import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.problem.ForPeople;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;

/** From one certificate to all that led to it and all that came after. That somebody looked is on record. */
@Path("/audit/certificates/{id}")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.TEXT_HTML)
public class TrailResource {

    private final Visitors visitors;
    private final CertificateEvidences evidence;
    private final Callers callers;

    TrailResource(Visitors visitors, CertificateEvidences evidence, Callers callers) {
        this.visitors = visitors;
        this.evidence = evidence;
        this.callers = callers;
    }

    /**
     * The trail.
     *
     * @param id SHA-256 of the certificate's DER
     */
    @GET
    public String trail(@PathParam("id") String id) {
        Frame page = visitors.reading(Role.AUDITOR);
        Caller caller = callers.current();
        Sha256 fingerprint = RevocationProblems.fingerprint(id);
        CertificateEvidence taken = evidence.take(fingerprint, caller.actorAs(Role.AUDITOR))
                .orElseThrow(() -> IssuedCertificates.unknown(fingerprint.hex()));
        CertificateFacts facts = CertificateFacts.of(
                Certificate.of(Pem.parse(taken.certificate().pem()).content()));
        List<ProvedLine> records = taken.records().stream().map(ProvedLine::of).toList();
        return page.show(AuditorPages.trail(page, taken, facts, records));
    }
}
