package pk.muhr.x509;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a certificate was revoked (RFC 5280 §5.3.1), with the names of the standard. */
public enum RevocationReason {
    @JsonProperty("unspecified")
    UNSPECIFIED("unspecified", 0),
    @JsonProperty("keyCompromise")
    KEY_COMPROMISE("keyCompromise", 1),
    @JsonProperty("cACompromise")
    CA_COMPROMISE("cACompromise", 2),
    @JsonProperty("affiliationChanged")
    AFFILIATION_CHANGED("affiliationChanged", 3),
    @JsonProperty("superseded")
    SUPERSEDED("superseded", 4),
    @JsonProperty("cessationOfOperation")
    CESSATION_OF_OPERATION("cessationOfOperation", 5),
    @JsonProperty("certificateHold")
    CERTIFICATE_HOLD("certificateHold", 6),
    @JsonProperty("privilegeWithdrawn")
    PRIVILEGE_WITHDRAWN("privilegeWithdrawn", 9),
    @JsonProperty("aACompromise")
    AA_COMPROMISE("aACompromise", 10);

    private final String label;
    private final int code;

    RevocationReason(String label, int code) {
        this.label = label;
        this.code = code;
    }

    /** The reason with this CRLReason number. */
    public static Optional<RevocationReason> ofCode(int code) {
        return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
    }

    /** The reason with this name of the standard. */
    public static Optional<RevocationReason> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst();
    }

    /** Name of the standard, such as {@code keyCompromise}. */
    public String label() {
        return label;
    }

    /** CRLReason number. */
    public int code() {
        return code;
    }
}
