package pk.muhr.enrolment;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/** Certification requests of every kind, good and bad. */
public final class Csrs {

    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private KeyPair key;
    private SubjectPublicKeyInfo spki;
    private String subject = "";
    private String algorithm = "SHA256withECDSA";

    private Csrs(KeyPair key) {
        this.key = key;
        this.spki = SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
    }

    /** With a new P-256 key. */
    public static Csrs p256() {
        return new Csrs(ec("secp256r1"));
    }

    /** With a new RSA key. */
    public static Csrs rsa(int bits) {
        Csrs csr = new Csrs(generate("RSA", bits));
        csr.algorithm = "SHA256withRSA";
        return csr;
    }

    /** An RSA key with the exponent 1. */
    public static Csrs rsaExponentOne() throws IOException {
        Csrs csr = rsa(3072);
        BigInteger modulus = ((java.security.interfaces.RSAPublicKey) csr.key.getPublic()).getModulus();
        csr.spki = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, BigInteger.ONE));
        return csr;
    }

    /** A P-256 key whose point does not lie on the curve. */
    public static Csrs offCurve() {
        Csrs csr = p256();
        byte[] bytes = csr.spki.getPublicKeyData().getOctets();
        bytes[20] ^= 1;
        csr.spki = new SubjectPublicKeyInfo(csr.spki.getAlgorithm(), bytes);
        return csr;
    }

    /** A key of one pair, signed by another. */
    public Csrs signedByAnother() {
        key = ec("secp256r1");
        return this;
    }

    public Csrs signedWith(String name) {
        algorithm = name;
        return this;
    }

    public Csrs subject(String name) {
        subject = name;
        return this;
    }

    public Csrs dns(String... names) {
        GeneralName[] general = java.util.stream.Stream.of(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return extension(Extension.subjectAlternativeName, new GeneralNames(general));
    }

    public Csrs name(int tag, String value) {
        return extension(Extension.subjectAlternativeName, new GeneralNames(new GeneralName(tag, value)));
    }

    public Csrs asAuthority() {
        return extension(Extension.basicConstraints, new BasicConstraints(true));
    }

    public Csrs extension(org.bouncycastle.asn1.ASN1ObjectIdentifier oid, ASN1Encodable value) {
        try {
            extensions.addExtension(oid, false, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that the certificate will be for. */
    public PrivateKey privateKey() {
        return key.getPrivate();
    }

    public String pem() {
        try {
            PKCS10CertificationRequestBuilder builder =
                    new PKCS10CertificationRequestBuilder(new X500Name(subject), spki);
            if (!extensions.isEmpty()) {
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                    .getEncoded();
            return new Pem("CERTIFICATE REQUEST", Der.of(der)).text();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate(String family, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
