package pk.muhr.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
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
            generator.addCRLEntry(
                    new ASN1Integer(entry.serial().value()),
                    CertificateTemplate.time(entry.revokedAt()),
                    entryExtensions(entry));
        }
        org.bouncycastle.asn1.x509.Extension[] extensions = {
            Extensions.authorityKeyIdentifier(authorityKeyIdentifier).asn1(),
            Extension.of(org.bouncycastle.asn1.x509.Extension.cRLNumber, false, new ASN1Integer(number))
                    .asn1()
        };
        generator.setExtensions(new org.bouncycastle.asn1.x509.Extensions(extensions));
        return Der.of(generator.generateTBSCertList());
    }

    private static org.bouncycastle.asn1.x509.Extensions entryExtensions(RevocationEntry entry) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        if (entry.reason() != RevocationReason.UNSPECIFIED) {
            add(
                    extensions,
                    Extension.of(
                            org.bouncycastle.asn1.x509.Extension.reasonCode,
                            false,
                            CRLReason.lookup(entry.reason().code())));
        }
        entry.invalidityDate()
                .ifPresent(date -> add(
                        extensions,
                        Extension.of(
                                org.bouncycastle.asn1.x509.Extension.invalidityDate,
                                false,
                                new ASN1GeneralizedTime(Date.from(date)))));
        return extensions.isEmpty() ? null : extensions.generate();
    }

    private static void add(ExtensionsGenerator extensions, Extension extension) {
        extensions.addExtension(extension.asn1());
    }
}
