package pk.muhr.x509;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;

/** One entry of a CRL (RFC 5280 §5.1.2.6, §5.3). {@code unspecified} is left out of the encoding. */
public record RevocationEntry(
        SerialNumber serial, Instant revokedAt, RevocationReason reason, Optional<Instant> invalidityDate) {

    /** The entry in DER, as it stands in every list that holds it. */
    public Der der() {
        ASN1EncodableVector entry = new ASN1EncodableVector();
        entry.add(new ASN1Integer(serial.value()));
        entry.add(CertificateTemplate.time(revokedAt));
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        if (reason != RevocationReason.UNSPECIFIED) {
            add(
                    extensions,
                    Extension.of(
                            org.bouncycastle.asn1.x509.Extension.reasonCode, false, CRLReason.lookup(reason.code())));
        }
        invalidityDate.ifPresent(date -> add(
                extensions,
                Extension.of(
                        org.bouncycastle.asn1.x509.Extension.invalidityDate,
                        false,
                        new ASN1GeneralizedTime(Date.from(date)))));
        if (!extensions.isEmpty()) {
            entry.add(extensions.generate());
        }
        return Der.of(new DERSequence(entry));
    }

    private static void add(ExtensionsGenerator extensions, Extension extension) {
        extensions.addExtension(extension.asn1());
    }
}
