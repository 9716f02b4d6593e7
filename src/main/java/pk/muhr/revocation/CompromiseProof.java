package pk.muhr.revocation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/**
 * A signature that only somebody with the private key can have made, over words that its holder would never sign
 * otherwise (BR §4.9.12): a PKCS #10 request that says so in its subject, or the bare words with the key's own digest.
 */
final class CompromiseProof {

    /** The common name of a request that proves it. */
    static final String SUBJECT = "This key is compromised";

    /** What is signed otherwise, followed by the key's SHA-256 in lower-case hex. */
    static final String WORDS = "muhr:key-compromise:";

    private static final int LONGEST_MODULUS = 8192;
    private static final BigInteger LARGEST_EXPONENT = BigInteger.TWO.pow(33);

    private CompromiseProof() {}

    /**
     * The key whose compromise is proved.
     *
     * @param key PEM of the key or of a certificate that has it; a request holds its own
     * @param proof PEM of a request, or a signature in base64
     * @return none when the proof does not verify
     * @throws MalformedDer when it cannot be read
     */
    static Optional<Sha256> proved(Optional<String> key, String proof) {
        return proof.contains("-----BEGIN ")
                ? request(key, CertificationRequest.ofPem(proof))
                : signature(key(key.orElseThrow(() -> new MalformedDer("the key is missing", null))), proof);
    }

    private static Optional<Sha256> request(Optional<String> key, CertificationRequest request) {
        return isBearable(request.key())
                        && key.map(text -> key(text).equals(request.key())).orElse(true)
                        && request.subject().values(AttributeType.COMMON_NAME).contains(SUBJECT)
                        && request.provesPossession()
                ? Optional.of(request.key().fingerprint())
                : Optional.empty();
    }

    private static Optional<Sha256> signature(SubjectPublicKey key, String base64) {
        Der signature;
        try {
            signature = Der.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MalformedDer("the signature is not base64", e);
        }
        Der words = Der.of((WORDS + key.fingerprint()).getBytes(StandardCharsets.US_ASCII));
        return isBearable(key)
                        && Arrays.stream(SignatureAlgorithm.values())
                                .anyMatch(algorithm -> key.signed(words, algorithm, signature))
                ? Optional.of(key.fingerprint())
                : Optional.empty();
    }

    private static SubjectPublicKey key(String text) {
        Pem pem = Pem.parse(text);
        return pem.label().equals("CERTIFICATE")
                ? Certificate.of(pem.content()).key()
                : SubjectPublicKey.of(pem.content());
    }

    /** Anybody may ask, so no key is tried whose arithmetic would cost much. */
    private static boolean isBearable(SubjectPublicKey key) {
        return switch (key) {
            case SubjectPublicKey.Ec _ -> true;
            case SubjectPublicKey.Rsa rsa ->
                rsa.modulus().bitLength() <= LONGEST_MODULUS && rsa.exponent().compareTo(LARGEST_EXPONENT) < 0;
            case SubjectPublicKey.Unsupported _ -> false;
        };
    }
}
