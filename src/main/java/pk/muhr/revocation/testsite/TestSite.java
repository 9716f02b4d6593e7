package pk.muhr.revocation.testsite;

import java.time.Instant;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.x509.Certificate;

/** A test web site with the certificate that it has now. */
public record TestSite(CertificateAuthority authority, SiteKind kind, Certificate certificate) {

    /** Its DNS name. */
    public String name() {
        return certificate.dnsNames().getFirst();
    }

    /** Certificate and authorities in PEM, without the root, which whoever tries it has. */
    public String chain() {
        var chain = authority.chainOf(certificate);
        return Certificate.pem(chain.subList(0, chain.size() - 1));
    }

    /** Whether it can be tried for what it is: one to be expired has to live first. */
    public boolean isAsNamed(Instant now) {
        return kind == SiteKind.EXPIRED ? now.isAfter(certificate.notAfter()) : now.isBefore(certificate.notAfter());
    }
}
