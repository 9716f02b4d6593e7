package pk.muhr.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/** Everything a CRL will say, before anybody signed it (RFC 5280 §5.1.2). */
public record RevocationListTemplate(
        SignatureAlgorithm signature,
        DistinguishedName issuer,
        Der authorityKeyIdentifier,
        BigInteger number,
        Instant thisUpdate,
        Instant nextUpdate,
        List<RevocationEntry> entries) {

    public RevocationListTemplate {
        entries = List.copyOf(entries);
    }

    /** The TBSCertList in DER: the exact bytes that will be signed. An empty list of entries is left out. */
    public Der tbs() {
        V2TBSCertListGenerator generator = new V2TBSCertListGenerator();
        generator.setSignature(signature.identifier());
        generator.setIssuer(issuer.x500());
        generator.setThisUpdate(CertificateTemplate.time(thisUpdate));
        generator.setNextUpdate(CertificateTemplate.time(nextUpdate));
        for (RevocationEntry entry : entries) {
            generator.addCRLEntry(ASN1Sequence.getInstance(entry.der().decode()));
        }
        org.bouncycastle.asn1.x509.Extension[] extensions = {
            Extensions.authorityKeyIdentifier(authorityKeyIdentifier).asn1(),
            Extension.of(org.bouncycastle.asn1.x509.Extension.cRLNumber, false, new ASN1Integer(number))
                    .asn1()
        };
        generator.setExtensions(new org.bouncycastle.asn1.x509.Extensions(extensions));
        return Der.of(generator.generateTBSCertList());
    }
}
