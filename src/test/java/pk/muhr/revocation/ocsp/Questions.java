package pk.muhr.revocation.ocsp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** OCSP requests of every kind, good and bad, put together by hand. */
final class Questions {

    static final String SHA1 = "1.3.14.3.2.26";
    static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    static final String SHA384 = "2.16.840.1.101.3.4.2.2";
    static final String SHA512 = "2.16.840.1.101.3.4.2.3";
    static final String MD5 = "1.2.840.113549.2.5";

    private final List<ASN1Encodable> asked = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private BigInteger version = BigInteger.ZERO;

    /** An empty request. */
    static Questions request() {
        return new Questions();
    }

    Questions about(String oid, byte[] name, byte[] key, BigInteger serial) {
        ASN1EncodableVector id = new ASN1EncodableVector();
        id.add(new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), DERNull.INSTANCE));
        id.add(new DEROctetString(name));
        id.add(new DEROctetString(key));
        id.add(new ASN1Integer(serial));
        asked.add(new DERSequence(new DERSequence(id)));
        return this;
    }

    /** About a certificate of nobody. */
    Questions about(BigInteger serial) {
        return about(SHA1, new byte[20], new byte[20], serial);
    }

    /** About a certificate of this issuer, named by a digest that the Java platform knows under {@code digest}. */
    Questions about(String oid, String digest, Certificate issuer, BigInteger serial) {
        return about(
                oid,
                digested(digest, issuer.subject().der().bytes()),
                digested(digest, issuer.key().keyBits()),
                serial);
    }

    Questions about(Certificate issuer, BigInteger serial) {
        return about(SHA1, "SHA-1", issuer, serial);
    }

    Questions nonce(int octets) {
        byte[] nonce = new byte[octets];
        java.util.Arrays.fill(nonce, (byte) 7);
        return extended(OCSPObjectIdentifiers.id_pkix_ocsp_nonce.getId(), false, encoded(new DEROctetString(nonce)));
    }

    Questions extended(String oid, boolean critical, byte[] value) {
        extensions.add(new Extension(new ASN1ObjectIdentifier(oid), critical, value));
        return this;
    }

    Questions version(int number) {
        version = BigInteger.valueOf(number);
        return this;
    }

    Der der() {
        ASN1EncodableVector tbs = new ASN1EncodableVector();
        if (version.signum() != 0) {
            tbs.add(new DERTaggedObject(true, 0, new ASN1Integer(version)));
        }
        tbs.add(new DERSequence(asked.toArray(ASN1Encodable[]::new)));
        if (!extensions.isEmpty()) {
            tbs.add(new DERTaggedObject(true, 2, new Extensions(extensions.toArray(Extension[]::new))));
        }
        return Der.of(new DERSequence(new DERSequence(tbs)));
    }

    private static byte[] digested(String digest, byte[] content) {
        try {
            return MessageDigest.getInstance(digest).digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
