package pk.muhr.x509;

import java.time.Instant;
import java.util.List;

import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/**
 * Everything a CRL will say but its entries, before anybody signed it (RFC 5280 §5.1.2). The entries come as bytes and
 * may be many.
 */
public record RevocationListTemplate(
        SignatureAlgorithm signature,
        DistinguishedName issuer,
        Instant thisUpdate,
        Instant nextUpdate,
        List<Extension> extensions) {

    public RevocationListTemplate {
        extensions = List.copyOf(extensions);
    }

    /** The TBSCertList around entries that take this many octets; without entries their list is left out. */
    public RevocationListFrame framing(long entriesLength) {
        V2TBSCertListGenerator generator = new V2TBSCertListGenerator();
        generator.setSignature(signature.identifier());
        generator.setIssuer(issuer.x500());
        generator.setThisUpdate(CertificateTemplate.time(thisUpdate));
        generator.setNextUpdate(CertificateTemplate.time(nextUpdate));
        generator.setExtensions(new org.bouncycastle.asn1.x509.Extensions(
                extensions.stream().map(Extension::asn1).toArray(org.bouncycastle.asn1.x509.Extension[]::new)));
        return RevocationListFrame.around(Der.of(generator.generateTBSCertList()), entriesLength);
    }
}
