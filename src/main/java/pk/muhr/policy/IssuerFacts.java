package pk.muhr.policy;

import java.net.URI;
import java.time.Instant;

import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.SignatureAlgorithm;

/** What a certificate takes over from the authority that will sign it, and where that authority answers. */
public record IssuerFacts(
        DistinguishedName subject,
        Der keyIdentifier,
        SignatureAlgorithm signature,
        Instant notAfter,
        URI ocsp,
        URI caIssuers,
        DistributionPoints crl) {}
