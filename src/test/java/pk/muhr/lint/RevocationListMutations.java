package pk.muhr.lint;

import java.math.BigInteger;
import java.time.Instant;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** To-be-signed CRLs with one field changed. */
final class RevocationListMutations {

    // where the fields of a TBSCertList with entries stand
    private static final int ENTRIES = 5;
    private static final int EXTENSIONS = 6;

    private RevocationListMutations() {}

    static Der with(Der tbs, int at, ASN1Encodable field) {
        ASN1EncodableVector fields = fields(tbs, at);
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (int i = 0; i <= fields.size(); i++) {
            all.add(i < at ? fields.get(i) : i == at ? field : fields.get(i - 1));
        }
        return Der.of(new DERSequence(all));
    }

    static Der without(Der tbs, int at) {
        return Der.of(new DERSequence(fields(tbs, at)));
    }

    static ASN1EncodableVector fields(Der tbs, int left) {
        ASN1Sequence all = ASN1Sequence.getInstance(tbs.decode());
        ASN1EncodableVector fields = new ASN1EncodableVector();
        for (int i = 0; i < all.size(); i++) {
            if (i != left) {
                fields.add(all.getObjectAt(i));
            }
        }
        return fields;
    }

    static Der withEntry(Der tbs, DERSequence entry) {
        return with(tbs, ENTRIES, new DERSequence(entry));
    }

    static Der withExtensions(Der tbs, org.bouncycastle.asn1.x509.Extension... extensions) {
        return with(
                tbs, EXTENSIONS, new DERTaggedObject(true, 0, new org.bouncycastle.asn1.x509.Extensions(extensions)));
    }

    /** Without one extension. */
    static Der withoutExtension(Der tbs, int at) {
        org.bouncycastle.asn1.x509.Extension[] all = extensions(tbs);
        java.util.List<org.bouncycastle.asn1.x509.Extension> left =
                new java.util.ArrayList<>(java.util.Arrays.asList(all));
        left.remove(at);
        return withExtensions(tbs, left.toArray(org.bouncycastle.asn1.x509.Extension[]::new));
    }

    /** With one more extension. */
    static Der plus(Der tbs, pk.muhr.x509.Extension extension) {
        org.bouncycastle.asn1.x509.Extension[] all = extensions(tbs);
        org.bouncycastle.asn1.x509.Extension[] more = java.util.Arrays.copyOf(all, all.length + 1);
        more[all.length] = new org.bouncycastle.asn1.x509.Extension(
                new org.bouncycastle.asn1.ASN1ObjectIdentifier(extension.oid()),
                extension.critical(),
                extension.value().bytes());
        return withExtensions(tbs, more);
    }

    private static org.bouncycastle.asn1.x509.Extension[] extensions(Der tbs) {
        org.bouncycastle.asn1.x509.Extensions all =
                org.bouncycastle.asn1.x509.TBSCertList.getInstance(tbs.decode()).getExtensions();
        return java.util.Arrays.stream(all.getExtensionOIDs())
                .map(all::getExtension)
                .toArray(org.bouncycastle.asn1.x509.Extension[]::new);
    }

    static DERSequence entry(BigInteger serial, Instant revokedAt, org.bouncycastle.asn1.x509.Extension... extensions) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new ASN1Integer(serial));
        fields.add(time(revokedAt));
        if (extensions.length > 0) {
            fields.add(new org.bouncycastle.asn1.x509.Extensions(extensions));
        }
        return new DERSequence(fields);
    }

    static Time time(Instant instant) {
        return new Time(java.util.Date.from(instant));
    }

    static org.bouncycastle.asn1.x509.Extension reason(int code, boolean critical) {
        return extension(org.bouncycastle.asn1.x509.Extension.reasonCode, critical, new ASN1Enumerated(code));
    }

    static org.bouncycastle.asn1.x509.Extension number(BigInteger number) {
        return extension(org.bouncycastle.asn1.x509.Extension.cRLNumber, false, new ASN1Integer(number));
    }

    static org.bouncycastle.asn1.x509.Extension aki(Certificate issuer) {
        return extension(
                org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(
                        issuer.subjectKeyIdentifier().orElseThrow().bytes()));
    }

    static org.bouncycastle.asn1.x509.Extension longAki(Certificate issuer) {
        return extension(
                org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(
                        issuer.subjectKeyIdentifier().orElseThrow().bytes(),
                        new org.bouncycastle.asn1.x509.GeneralNames(
                                new org.bouncycastle.asn1.x509.GeneralName(2, "ca.example")),
                        BigInteger.ONE));
    }

    static org.bouncycastle.asn1.x509.Extension partitioned() {
        return extension(org.bouncycastle.asn1.x509.Extension.issuingDistributionPoint, false, new DERSequence());
    }

    static org.bouncycastle.asn1.x509.Extension critical(org.bouncycastle.asn1.x509.Extension extension) {
        return new org.bouncycastle.asn1.x509.Extension(extension.getExtnId(), true, extension.getExtnValue());
    }

    static org.bouncycastle.asn1.x509.Extension extension(
            org.bouncycastle.asn1.ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            ExtensionsGenerator generator = new ExtensionsGenerator();
            generator.addExtension(oid, critical, value);
            return generator.generate().getExtension(oid);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
