package pk.muhr.revocation.mass;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import pk.muhr.x509.RevocationReason;

/** Why certificates must go, and how soon (normative reference 5.3, BR §4.9.1.1). */
public enum Cause {
    SUBSCRIBER_ASKS("subscriberAsks", 24, RevocationReason.UNSPECIFIED),
    NOT_AUTHORISED("notAuthorised", 24, RevocationReason.PRIVILEGE_WITHDRAWN),
    KEY_COMPROMISED("keyCompromised", 24, RevocationReason.KEY_COMPROMISE),
    VALIDATION_UNRELIABLE("validationUnreliable", 24, RevocationReason.SUPERSEDED),
    WEAK_KEY("weakKey", 120, RevocationReason.SUPERSEDED),
    MISUSE("misuse", 120, RevocationReason.PRIVILEGE_WITHDRAWN),
    INACCURATE("inaccurate", 120, RevocationReason.PRIVILEGE_WITHDRAWN),
    AFFILIATION_CHANGED("affiliationChanged", 120, RevocationReason.AFFILIATION_CHANGED),
    NAME_NOT_USABLE("nameNotUsable", 120, RevocationReason.CESSATION_OF_OPERATION),
    NOT_BY_POLICY("notByPolicy", 120, RevocationReason.SUPERSEDED),
    RIGHT_TO_ISSUE_LOST("rightToIssueLost", 120, RevocationReason.UNSPECIFIED),
    FLAWED_KEY_GENERATION("flawedKeyGeneration", 120, RevocationReason.KEY_COMPROMISE);

    private final String label;
    private final int hours;
    private final RevocationReason reason;

    Cause(String label, int hours, RevocationReason reason) {
        this.label = label;
        this.hours = hours;
        this.reason = reason;
    }

    /** The cause of this name. */
    public static Optional<Cause> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(cause -> cause.label.equals(label))
                .findFirst();
    }

    /** The most urgent cause of this reason, for an order that names none; none for reasons that no cause has. */
    public static Optional<Cause> of(RevocationReason reason) {
        return Arrays.stream(values()).filter(cause -> cause.reason == reason).findFirst();
    }

    /** The name in orders, such as {@code keyCompromised}. */
    public String label() {
        return label;
    }

    /** From the order until the revocation. */
    public Duration within() {
        return Duration.ofHours(hours);
    }

    /** The reason that says it (RFC 5280 §5.3.1). */
    public RevocationReason reason() {
        return reason;
    }
}
