package pk.muhr.hsm;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import pk.muhr.x509.Der;
import pk.muhr.x509.FastestProvider;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/**
 * A P-256 key in the memory of this process, for what may be delegated for a few days: never written anywhere, and gone
 * with the process. No deadline and no limit of threads, since nothing is waited for.
 */
public final class MemoryKey implements SigningKey {

    /** What stands in a register where other keys have the label of their token. */
    public static final TokenLabel PLACE = new TokenLabel("memory");

    private static final Provider PROVIDER = FastestProvider.ELLIPTIC;

    private final KeyLabel label;
    private final SubjectPublicKey publicKey;
    private final PrivateKey key;

    private MemoryKey(KeyLabel label, KeyPair pair) {
        this.label = label;
        this.publicKey = SubjectPublicKey.of(pair.getPublic());
        this.key = pair.getPrivate();
    }

    /** Makes a fresh one. */
    public static MemoryKey generate(KeyLabel label) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new MemoryKey(label, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(PROVIDER + " makes no P-256 keys", e);
        }
    }

    @Override
    public KeyLabel label() {
        return label;
    }

    @Override
    public SubjectPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Der sign(Der message, SignatureAlgorithm algorithm) {
        if (!algorithm.keyFamily().equals("EC")) {
            throw new IllegalArgumentException("key " + label + " is P-256 and cannot sign " + algorithm.jcaName());
        }
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName(), PROVIDER);
            signature.initSign(key);
            signature.update(message.bytes());
            return Der.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new TokenUnavailable("the key " + label + " in memory does not sign: " + e.getMessage(), e);
        }
    }

    /** At once, on the caller's thread. */
    @Override
    public CompletionStage<Der> signLater(Der message, SignatureAlgorithm algorithm) {
        return CompletableFuture.completedStage(sign(message, algorithm));
    }
}
