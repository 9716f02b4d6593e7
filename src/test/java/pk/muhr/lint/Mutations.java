package pk.muhr.lint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Der;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.Validity;

/** Templates with one thing changed, and certificates that no template makes. */
final class Mutations {

    private Mutations() {}

    static CertificateTemplate with(CertificateTemplate t, SerialNumber serial) {
        return new CertificateTemplate(
                serial, t.signature(), t.issuer(), t.validity(), t.subject(), t.key(), t.extensions());
    }

    static CertificateTemplate with(CertificateTemplate t, SignatureAlgorithm algorithm) {
        return new CertificateTemplate(
                t.serial(), algorithm, t.issuer(), t.validity(), t.subject(), t.key(), t.extensions());
    }

    static CertificateTemplate with(CertificateTemplate t, SubjectPublicKey key) {
        return new CertificateTemplate(
                t.serial(), t.signature(), t.issuer(), t.validity(), t.subject(), key, t.extensions());
    }

    static CertificateTemplate issuedBy(CertificateTemplate t, DistinguishedName issuer) {
        return new CertificateTemplate(
                t.serial(), t.signature(), issuer, t.validity(), t.subject(), t.key(), t.extensions());
    }

    static CertificateTemplate lasting(CertificateTemplate t, Instant from, Duration length) {
        return new CertificateTemplate(
                t.serial(), t.signature(), t.issuer(), Validity.of(from, length), t.subject(), t.key(), t.extensions());
    }

    static CertificateTemplate about(CertificateTemplate t, AttributeType type, String value) {
        List<DistinguishedName.Attribute> attributes = new ArrayList<>();
        for (AttributeType known : AttributeType.values()) {
            t.subject().values(known).forEach(v -> attributes.add(new DistinguishedName.Attribute(known, v)));
        }
        attributes.add(new DistinguishedName.Attribute(type, value));
        return new CertificateTemplate(
                t.serial(),
                t.signature(),
                t.issuer(),
                t.validity(),
                DistinguishedName.of(attributes),
                t.key(),
                t.extensions());
    }

    static CertificateTemplate from(CertificateTemplate t, Instant from, Instant to) {
        return new CertificateTemplate(
                t.serial(), t.signature(), t.issuer(), new Validity(from, to), t.subject(), t.key(), t.extensions());
    }

    /** The subject made of these relative names. */
    static CertificateTemplate about(CertificateTemplate t, List<RDN> names) {
        DistinguishedName subject = new DistinguishedName(Der.of(new X500Name(names.toArray(RDN[]::new))));
        return new CertificateTemplate(
                t.serial(), t.signature(), t.issuer(), t.validity(), subject, t.key(), t.extensions());
    }

    static List<RDN> names(CertificateTemplate t) {
        return new ArrayList<>(
                List.of(X500Name.getInstance(t.subject().der().decode()).getRDNs()));
    }

    /** The subject without this attribute. */
    static CertificateTemplate lacking(CertificateTemplate t, ASN1ObjectIdentifier oid) {
        return about(
                t,
                names(t).stream()
                        .filter(rdn -> !rdn.getFirst().getType().equals(oid))
                        .toList());
    }

    /** The subject with this attribute in place of the one it has, or last. */
    static CertificateTemplate saying(CertificateTemplate t, ASN1ObjectIdentifier oid, ASN1Encodable value) {
        List<RDN> names = names(t);
        names.replaceAll(rdn -> rdn.getFirst().getType().equals(oid) ? new RDN(oid, value) : rdn);
        if (names.stream().noneMatch(rdn -> rdn.getFirst().getType().equals(oid))) {
            names.add(new RDN(oid, value));
        }
        return about(t, names);
    }

    static CertificateTemplate saying(CertificateTemplate t, ASN1ObjectIdentifier oid, String value) {
        return saying(t, oid, new DERUTF8String(value));
    }

    static CertificateTemplate critical(CertificateTemplate t, String oid) {
        Extension extension = extension(t, oid);
        return replacing(t, new Extension(oid, true, extension.value()));
    }

    static Extension extension(CertificateTemplate t, String oid) {
        return t.extensions().stream()
                .filter(e -> e.oid().equals(oid))
                .findFirst()
                .orElseThrow();
    }

    static Extension extension(String oid, ASN1Encodable value) {
        return new Extension(oid, false, Der.of(value));
    }

    /** Alternative names of any kind and content. */
    static Extension names(GeneralName... names) {
        return extension(Extensions.SUBJECT_ALTERNATIVE_NAME, new GeneralNames(names));
    }

    static CertificateTemplate without(CertificateTemplate t, String oid) {
        return extended(
                t, t.extensions().stream().filter(e -> !e.oid().equals(oid)).toList());
    }

    static CertificateTemplate adding(CertificateTemplate t, Extension extension) {
        List<Extension> extensions = new ArrayList<>(t.extensions());
        extensions.add(extension);
        return extended(t, extensions);
    }

    static CertificateTemplate replacing(CertificateTemplate t, Extension extension) {
        return adding(without(t, extension.oid()), extension);
    }

    /** Says of an extension that it need not be understood. */
    static CertificateTemplate uncritical(CertificateTemplate t, String oid) {
        return replacing(t, new Extension(oid, false, extension(t, oid).value()));
    }

    static CertificateTemplate naming(CertificateTemplate t, String... names) {
        return replacing(
                t,
                Extensions.subjectAlternativeName(
                        Stream.of(names).map(DnsName::new).toList(), List.of(), List.of(), List.of()));
    }

    static CertificateTemplate extended(CertificateTemplate t, List<Extension> extensions) {
        return new CertificateTemplate(
                t.serial(), t.signature(), t.issuer(), t.validity(), t.subject(), t.key(), extensions);
    }

    /** A subjectAltName with one dNSName of any content. */
    static Extension rawDns(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] der = new byte[text.length + 4];
        der[0] = 0x30;
        der[1] = (byte) (text.length + 2);
        der[2] = (byte) 0x82;
        der[3] = (byte) text.length;
        System.arraycopy(text, 0, der, 4, text.length);
        return new Extension(Extensions.SUBJECT_ALTERNATIVE_NAME, false, Der.of(der));
    }

    static Extension rawIp() {
        return new Extension(Extensions.SUBJECT_ALTERNATIVE_NAME, false, Der.ofHex("300687047f000001"));
    }

    // --- what no template makes ---

    /** The same contents with the fields of the TBSCertificate changed, signed by nobody. */
    static Certificate written(CertificateTemplate t, UnaryOperator<List<ASN1Encodable>> fields) {
        List<ASN1Encodable> all = new ArrayList<>(
                List.of(ASN1Sequence.getInstance(t.tbs().decode()).toArray()));
        return written(sequence(fields.apply(all)), t.signature().identifier());
    }

    /** The same contents, with this algorithm outside. */
    static Certificate written(CertificateTemplate t, AlgorithmIdentifier outside) {
        return written(t.tbs().decode(), outside);
    }

    private static Certificate written(ASN1Encodable tbs, AlgorithmIdentifier outside) {
        return Certificate.of(Der.of(sequence(List.of(tbs, outside, new DERBitString(new byte[] {1})))));
    }

    static DERSequence sequence(List<ASN1Encodable> parts) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        parts.forEach(vector::add);
        return new DERSequence(vector);
    }
}
