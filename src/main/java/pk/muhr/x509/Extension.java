package pk.muhr.x509;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** One certificate or CRL extension (RFC 5280 §4.2): {@code value} is the DER inside the OCTET STRING. */
public record Extension(String oid, boolean critical, Der value) {

    static Extension of(ASN1ObjectIdentifier oid, boolean critical, org.bouncycastle.asn1.ASN1Encodable value) {
        return new Extension(oid.getId(), critical, Der.of(value));
    }

    static Extension of(org.bouncycastle.asn1.x509.Extension extension) {
        return new Extension(
                extension.getExtnId().getId(),
                extension.isCritical(),
                Der.of(extension.getExtnValue().getOctets()));
    }

    org.bouncycastle.asn1.x509.Extension asn1() {
        return new org.bouncycastle.asn1.x509.Extension(new ASN1ObjectIdentifier(oid), critical, value.bytes());
    }
}
