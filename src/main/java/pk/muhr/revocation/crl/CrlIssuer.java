package pk.muhr.revocation.crl;

import java.time.Duration;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.SignatureAlgorithm;

/** What a CRL takes over from its authority, which the collection of lists must not be able to sign with. */
record CrlIssuer(AuthorityId id, Certificate certificate, SignatureAlgorithm signature, Duration validFor) {

    static CrlIssuer of(CertificateAuthority authority) {
        return new CrlIssuer(
                authority.id(),
                authority.certificate(),
                authority.definition().signature(),
                authority.definition().crl().validFor());
    }
}
