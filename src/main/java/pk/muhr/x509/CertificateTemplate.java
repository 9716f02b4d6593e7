package pk.muhr.x509;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Everything a certificate will say, before anybody signed it (RFC 5280 §4.1.2). */
public record CertificateTemplate(
        SerialNumber serial,
        SignatureAlgorithm signature,
        DistinguishedName issuer,
        Validity validity,
        DistinguishedName subject,
        SubjectPublicKey key,
        List<Extension> extensions) {

    public CertificateTemplate {
        extensions = List.copyOf(extensions);
    }

    /** The TBSCertificate in DER: the exact bytes that will be signed. */
    public Der tbs() {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(serial.value()));
        generator.setSignature(signature.identifier());
        generator.setIssuer(issuer.x500());
        generator.setStartDate(time(validity.notBefore()));
        generator.setEndDate(time(validity.notAfter()));
        generator.setSubject(subject.x500());
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(key.spki().decode()));
        generator.setExtensions(new org.bouncycastle.asn1.x509.Extensions(
                extensions.stream().map(Extension::asn1).toArray(org.bouncycastle.asn1.x509.Extension[]::new)));
        return Der.of(generator.generateTBSCertificate());
    }

    /** UTCTime to 2049, GeneralizedTime from 2050, as the constructor chooses (RFC 5280 §4.1.2.5). */
    static Time time(Instant instant) {
        return new Time(Date.from(instant));
    }
}
