package pk.muhr.x509;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Keys that our own authorities, responders and units may hold, by the names of the policy files. */
public enum KeyAlgorithm {
    @JsonProperty("RSA-3072")
    RSA_3072("RSA", 3072, null),
    @JsonProperty("RSA-4096")
    RSA_4096("RSA", 4096, null),
    @JsonProperty("P-256")
    P_256("EC", 256, "secp256r1"),
    @JsonProperty("P-384")
    P_384("EC", 384, "secp384r1");

    private final String family;
    private final int bits;
    private final String curve;

    KeyAlgorithm(String family, int bits, String curve) {
        this.family = family;
        this.bits = bits;
        this.curve = curve;
    }

    /** {@code RSA} or {@code EC}, as the Java platform names it. */
    public String family() {
        return family;
    }

    /** Modulus or field size. */
    public int bits() {
        return bits;
    }

    /** SEC 2 name of the curve; null for RSA. */
    public String curve() {
        return curve;
    }

    /** The name used in policy files. */
    public String label() {
        return ("EC".equals(family) ? "P-" : "RSA-") + bits;
    }
}
