package pk.muhr.hsm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;

import pk.muhr.x509.Content;
import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** A private key that can only be used, not seen. Safe for many threads; hold it, it outlives the token's sessions. */
public interface SigningKey {

    /** Its name in the token. */
    KeyLabel label();

    /** The public half. */
    SubjectPublicKey publicKey();

    /**
     * Asked before a signature is put on record as intended, so that an outage leaves no intents behind. That it returns
     * is no promise.
     *
     * @throws TokenUnavailable when the token certainly cannot sign now
     */
    default void requireReady() {}

    /**
     * Makes exactly one signature over the message (hashing included). Blocks up to the token's deadline, so never call
     * it inside a transaction, under a lock or on an event loop.
     *
     * @return for RSA the octets of RFC 8017 §8, for ECDSA an ECDSA-Sig-Value (RFC 3279 §2.2.3)
     * @throws TokenUnavailable when the token is absent, busy, slow or failed; it is not tried again here, and
     *     {@link TokenUnavailable#signaturePossible()} says whether the token may have signed all the same
     * @throws IllegalArgumentException when the algorithm is not one of this key or token
     */
    Der sign(Der message, SignatureAlgorithm algorithm);

    /**
     * As {@link #sign(Der, SignatureAlgorithm)}, without waiting for the token: may be called on an event loop. What
     * follows runs on a thread of the token's and must be short; its signatures fail as the others do.
     *
     * @throws TokenUnavailable when none was asked for, since the token is absent or others wait for it already
     */
    CompletionStage<Der> signLater(Der message, SignatureAlgorithm algorithm);

    /**
     * As {@link #sign(Der, SignatureAlgorithm)}, for a message that need not fit in memory. It is read once, while the
     * token's deadline runs; what it throws comes back and no signature is made.
     */
    default Der sign(Content message, SignatureAlgorithm algorithm) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            message.writeTo(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sign(Der.of(whole.toByteArray()), algorithm);
    }
}
