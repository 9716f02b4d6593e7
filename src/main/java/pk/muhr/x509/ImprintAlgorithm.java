package pk.muhr.x509;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Digests that may be time-stamped (RFC 3161 §2.4.1, CSBR §6.8); neither MD5 nor SHA-1 is among them. */
public enum ImprintAlgorithm {
    @JsonProperty("SHA-256")
    SHA_256("SHA-256", "2.16.840.1.101.3.4.2.1", 32),
    @JsonProperty("SHA-384")
    SHA_384("SHA-384", "2.16.840.1.101.3.4.2.2", 48),
    @JsonProperty("SHA-512")
    SHA_512("SHA-512", "2.16.840.1.101.3.4.2.3", 64),
    @JsonProperty("SHA3-256")
    SHA3_256("SHA3-256", "2.16.840.1.101.3.4.2.8", 32),
    @JsonProperty("SHA3-384")
    SHA3_384("SHA3-384", "2.16.840.1.101.3.4.2.9", 48),
    @JsonProperty("SHA3-512")
    SHA3_512("SHA3-512", "2.16.840.1.101.3.4.2.10", 64);

    private final String label;
    private final String oid;
    private final int length;

    ImprintAlgorithm(String label, String oid, int length) {
        this.label = label;
        this.oid = oid;
        this.length = length;
    }

    /** The algorithm of this object identifier, if it is one of these. */
    public static Optional<ImprintAlgorithm> of(String oid) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.oid.equals(oid))
                .findFirst();
    }

    /** The standard name, which is also the policy files'. */
    public String label() {
        return label;
    }

    /** The dotted object identifier. */
    public String oid() {
        return oid;
    }

    /** Octets of a digest. */
    public int length() {
        return length;
    }
}
