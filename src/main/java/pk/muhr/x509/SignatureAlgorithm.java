package pk.muhr.x509;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Signature algorithms that this system makes and accepts, with the exact AlgorithmIdentifier bytes that BR §7.1.3.2
 * asks. Nothing with SHA-1 is in it.
 */
public enum SignatureAlgorithm {
    @JsonProperty("SHA256withRSA")
    SHA256_RSA("SHA256withRSA", "RSA", "SHA-256", "300d06092a864886f70d01010b0500"),
    @JsonProperty("SHA384withRSA")
    SHA384_RSA("SHA384withRSA", "RSA", "SHA-384", "300d06092a864886f70d01010c0500"),
    @JsonProperty("SHA512withRSA")
    SHA512_RSA("SHA512withRSA", "RSA", "SHA-512", "300d06092a864886f70d01010d0500"),
    @JsonProperty("SHA256withRSAandMGF1")
    SHA256_RSA_PSS(
            "RSASSA-PSS",
            "RSA",
            "SHA-256",
            "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
                    + "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"),
    @JsonProperty("SHA384withRSAandMGF1")
    SHA384_RSA_PSS(
            "RSASSA-PSS",
            "RSA",
            "SHA-384",
            "304106092a864886f70d01010a3034a00f300d06096086480165030402020500"
                    + "a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130"),
    @JsonProperty("SHA256withECDSA")
    SHA256_ECDSA("SHA256withECDSA", "EC", "SHA-256", "300a06082a8648ce3d040302"),
    @JsonProperty("SHA384withECDSA")
    SHA384_ECDSA("SHA384withECDSA", "EC", "SHA-384", "300a06082a8648ce3d040303"),
    @JsonProperty("SHA512withECDSA")
    SHA512_ECDSA("SHA512withECDSA", "EC", "SHA-512", "300a06082a8648ce3d040304");

    private final String jcaName;
    private final String keyFamily;
    private final String digest;
    private final Der identifier;

    SignatureAlgorithm(String jcaName, String keyFamily, String digest, String identifierHex) {
        this.jcaName = jcaName;
        this.keyFamily = keyFamily;
        this.digest = digest;
        this.identifier = Der.ofHex(identifierHex);
    }

    /** The algorithm with exactly this AlgorithmIdentifier, or none when we neither make nor accept it. */
    public static Optional<SignatureAlgorithm> of(AlgorithmIdentifier identifier) {
        Der der = Der.of(identifier);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.identifier.equals(der))
                .findFirst();
    }

    /** Whether a key of this kind may sign with it: on a curve the hash is bound to the curve (BR §7.1.3.2.2). */
    public boolean fits(String keyLabel) {
        return switch (keyLabel) {
            case "P-256" -> this == SHA256_ECDSA;
            case "P-384" -> this == SHA384_ECDSA;
            case "P-521" -> this == SHA512_ECDSA;
            default -> keyFamily.equals("RSA") && keyLabel.startsWith("RSA-");
        };
    }

    /** Name for {@link java.security.Signature#getInstance(String)}. */
    public String jcaName() {
        return jcaName;
    }

    /** The one that differs in nothing but its digest, if there is such a one. */
    public Optional<SignatureAlgorithm> withDigest(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.keyFamily.equals(keyFamily)
                        && algorithm.digest.equals(name)
                        && algorithm.parameters().isPresent() == parameters().isPresent())
                .findFirst();
    }

    /** {@code RSA} or {@code EC}. */
    public String keyFamily() {
        return keyFamily;
    }

    /** The digest's standard name, such as {@code SHA-256}. */
    public String digest() {
        return digest;
    }

    /** Parameters that a {@link java.security.Signature} needs before use; empty but for RSASSA-PSS (RFC 8017). */
    public Optional<AlgorithmParameterSpec> parameters() {
        return switch (this) {
            case SHA256_RSA_PSS -> Optional.of(new PSSParameterSpec(digest, "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            case SHA384_RSA_PSS -> Optional.of(new PSSParameterSpec(digest, "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
            default -> Optional.empty();
        };
    }

    /**
     * What checks signatures that the holder of this key made with this algorithm.
     *
     * @throws GeneralSecurityException when the key is not one for the algorithm
     */
    public Signature verifier(SubjectPublicKey key) throws GeneralSecurityException {
        Signature verifier = key instanceof SubjectPublicKey.Ec
                ? Signature.getInstance(jcaName, FastestProvider.ELLIPTIC)
                : Signature.getInstance(jcaName);
        verifier.initVerify(key.jca());
        if (parameters().isPresent()) {
            verifier.setParameter(parameters().get());
        }
        return verifier;
    }

    /** The AlgorithmIdentifier, byte for byte. */
    public AlgorithmIdentifier identifier() {
        return AlgorithmIdentifier.getInstance(identifier.decode());
    }
}
