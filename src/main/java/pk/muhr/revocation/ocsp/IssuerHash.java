package pk.muhr.revocation.ocsp;

import org.bouncycastle.asn1.ocsp.CertID;

import pk.muhr.x509.Der;

/**
 * How a request names an authority (RFC 6960 §4.1.1).
 *
 * @param algorithm dotted object identifier of the digest
 * @param name digest of the authority's subject in DER
 * @param key digest of the authority's key bits
 */
record IssuerHash(String algorithm, Der name, Der key) {

    static IssuerHash of(CertID id) {
        return new IssuerHash(
                id.getHashAlgorithm().getAlgorithm().getId(),
                Der.of(id.getIssuerNameHash().getOctets()),
                Der.of(id.getIssuerKeyHash().getOctets()));
    }
}
