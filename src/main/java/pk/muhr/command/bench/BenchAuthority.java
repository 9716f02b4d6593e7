package pk.muhr.command.bench;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SignatureAlgorithm;

/** The authorities that only a bench has, one for each kind of key that goals are set for. */
enum BenchAuthority {
    P256("bench-p256", KeyAlgorithm.P_256, SignatureAlgorithm.SHA256_ECDSA),
    RSA4096("bench-rsa4096", KeyAlgorithm.RSA_4096, SignatureAlgorithm.SHA256_RSA);

    private final String label;
    private final KeyAlgorithm key;
    private final SignatureAlgorithm signature;

    BenchAuthority(String label, KeyAlgorithm key, SignatureAlgorithm signature) {
        this.label = label;
        this.key = key;
        this.signature = signature;
    }

    /** Name of the authority and of the profile that it issues by. */
    String label() {
        return label;
    }

    KeyAlgorithm key() {
        return key;
    }

    SignatureAlgorithm signature() {
        return signature;
    }

    /** A short form of the key's name for what is measured: {@code p256}. */
    String shortKey() {
        return label.substring("bench-".length());
    }

    /** A key of this kind beside the authority's, for the token's own rate. */
    KeyLabel rawKey() {
        return new KeyLabel("bench-raw-" + shortKey());
    }
}
