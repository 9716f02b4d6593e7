package pk.muhr.audit.witness;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

import pk.muhr.audit.log.NoteSignature;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/** The private half of a witness's key. It signs cosignatures and nothing else. */
final class CosigningKey {

    private static final String LABEL = "PRIVATE KEY";

    private final Ed25519PrivateKeyParameters key;
    private final WitnessKey verifier;

    private CosigningKey(String name, Ed25519PrivateKeyParameters key) {
        this.key = key;
        this.verifier = new WitnessKey(name, Der.of(key.generatePublicKey().getEncoded()));
    }

    /** A new one, as PKCS #8 in PEM (RFC 8410). */
    static String generate(SecureRandom random) throws IOException {
        Ed25519PrivateKeyParameters made = new Ed25519PrivateKeyParameters(random);
        return new Pem(LABEL, Der.of(PrivateKeyInfoFactory.createPrivateKeyInfo(made))).text();
    }

    /**
     * Reads one of this name.
     *
     * @throws IOException when it is none
     * @throws IllegalArgumentException when a witness cannot be called that
     */
    static CosigningKey of(String name, String pem) throws IOException {
        AsymmetricKeyParameter read;
        try {
            read = PrivateKeyFactory.createKey(Pem.parse(pem).content().bytes());
        } catch (RuntimeException e) {
            throw new IOException("it is not a private key in PKCS #8 PEM", e);
        }
        if (read instanceof Ed25519PrivateKeyParameters ed25519) {
            return new CosigningKey(name, ed25519);
        }
        throw new IOException("it is not an Ed25519 key");
    }

    WitnessKey verifier() {
        return verifier;
    }

    NoteSignature cosign(String text, Instant at) {
        byte[] message = WitnessKey.message(text, at);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return verifier.line(at, signer.generateSignature());
    }
}
