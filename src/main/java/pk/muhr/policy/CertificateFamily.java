package pk.muhr.policy;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the certificates of one issuing authority are for; authorities never share it (BR §7.1.2.3, Mozilla 5.3). */
public enum CertificateFamily {
    @JsonProperty("tls")
    TLS("tls"),
    @JsonProperty("email")
    EMAIL("email"),
    @JsonProperty("authentication")
    AUTHENTICATION("authentication"),
    @JsonProperty("signing")
    SIGNING("signing"),
    @JsonProperty("code-signing")
    CODE_SIGNING("code-signing"),
    @JsonProperty("time-stamping")
    TIME_STAMPING("time-stamping");

    private final String label;

    CertificateFamily(String label) {
        this.label = label;
    }

    /**
     * The family of this label.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static CertificateFamily of(String label) {
        return Stream.of(values())
                .filter(family -> family.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no family of certificates: " + label));
    }

    /** The name used in policy files. */
    public String label() {
        return label;
    }
}
