package pk.muhr.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), decoded as far as is needed to judge it. Reading one checks its form (and,
 * for an elliptic curve, that the point lies on it); whether the key is strong enough is the policy's business.
 */
public sealed interface SubjectPublicKey {

    /** The SubjectPublicKeyInfo as received. */
    Der spki();

    /** What a person calls this key: {@code RSA-3072}, {@code P-256}, or the algorithm's object identifier. */
    String label();

    /** An RSA key (RFC 3279 §2.3.1). */
    record Rsa(Der spki, BigInteger modulus, BigInteger exponent) implements SubjectPublicKey {
        @Override
        public String label() {
            return "RSA-" + modulus.bitLength();
        }
    }

    /** A key on a named curve whose point was checked to lie on it (RFC 5480, SP 800-56A §5.6.2.3.3). */
    record Ec(Der spki, String curve) implements SubjectPublicKey {
        @Override
        public String label() {
            return curve;
        }
    }

    /** A well-formed key of a kind that no profile knows; {@code algorithm} is its dotted object identifier. */
    record Unsupported(Der spki, String algorithm) implements SubjectPublicKey {
        @Override
        public String label() {
            return algorithm;
        }
    }

    /** The curves we know, by object identifier, with the names of the policy files. */
    Map<ASN1ObjectIdentifier, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    /**
     * Reads a SubjectPublicKeyInfo.
     *
     * @throws MalformedDer when it is not one, or when a point is not on its curve
     */
    static SubjectPublicKey of(Der spki) {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki.decode());
            if (info.getPublicKeyData().getPadBits() != 0) {
                throw new MalformedDer("a public key must be whole octets (RFC 3279 §2.3, RFC 5480 §2.2)", null);
            }
            ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                RSAPublicKey rsa = RSAPublicKey.getInstance(info.parsePublicKey());
                return new Rsa(spki, rsa.getModulus(), rsa.getPublicExponent());
            }
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return ec(spki, info);
            }
            return new Unsupported(spki, algorithm.getId());
        } catch (MalformedDer e) {
            throw e;
        } catch (Exception e) {
            throw new MalformedDer("not a SubjectPublicKeyInfo: " + e.getMessage(), e);
        }
    }

    /** The key of the Java platform's form. */
    static SubjectPublicKey of(PublicKey key) {
        return of(Der.of(key.getEncoded()));
    }

    private static SubjectPublicKey ec(Der spki, SubjectPublicKeyInfo info) {
        X962Parameters parameters =
                X962Parameters.getInstance(info.getAlgorithm().getParameters());
        if (!parameters.isNamedCurve()) {
            throw new MalformedDer("an EC key must name its curve, not spell out parameters (RFC 5480 §2.1.1)", null);
        }
        ASN1ObjectIdentifier oid = ASN1ObjectIdentifier.getInstance(parameters.getParameters());
        String name = CURVES.get(oid);
        if (name == null) {
            return new Unsupported(spki, oid.getId());
        }
        X9ECParameters curve = ECNamedCurveTable.getByOID(oid);
        byte[] encoded = info.getPublicKeyData().getOctets();
        if (encoded.length == 0 || encoded[0] != 4) {
            throw new MalformedDer("an EC point must be uncompressed (RFC 5480 §2.2)", null);
        }
        try {
            ECPoint point = curve.getCurve().decodePoint(encoded);
            if (point.isInfinity() || !point.isValid()) {
                throw new MalformedDer("EC point is not on the curve " + name, null);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedDer("EC point is not on the curve " + name, e);
        }
        return new Ec(spki, name);
    }

    /** SHA-256 of the SubjectPublicKeyInfo: the key's identity in block lists and uniqueness rules. */
    default Sha256 fingerprint() {
        return spki().sha256();
    }

    /** The AlgorithmIdentifier as received. */
    default Der algorithmIdentifier() {
        return Der.of(SubjectPublicKeyInfo.getInstance(spki().decode()).getAlgorithm());
    }

    /** The BIT STRING's content, which key identifiers and OCSP's issuerKeyHash are computed over. */
    default byte[] keyBits() {
        return SubjectPublicKeyInfo.getInstance(spki().decode())
                .getPublicKeyData()
                .getOctets();
    }

    /** Subject key identifier: the leftmost 160 bits of SHA-256 over the key bits (RFC 7093 §2, method 1). */
    default Der keyIdentifier() {
        try {
            return Der.of(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(keyBits()), 20));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the key signed this content with this algorithm; false for a signature that cannot be read. */
    default boolean signed(Der content, SignatureAlgorithm algorithm, Der signature) {
        return algorithm.fits(label())
                && Certificate.verifies(content, Optional.of(algorithm), signature.bytes(), this);
    }

    /** The key for {@link java.security.Signature#initVerify}. */
    default PublicKey jca() {
        try {
            return switch (this) {
                case Rsa rsa ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new X509EncodedKeySpec(rsa.spki().bytes()));
                case Ec ec ->
                    KeyFactory.getInstance("EC", FastestProvider.ELLIPTIC)
                            .generatePublic(new X509EncodedKeySpec(ec.spki().bytes()));
                case Unsupported other -> throw new MalformedDer("unsupported key " + other.algorithm(), null);
            };
        } catch (GeneralSecurityException e) {
            throw new MalformedDer("the Java platform refuses this key: " + e.getMessage(), e);
        }
    }
}
