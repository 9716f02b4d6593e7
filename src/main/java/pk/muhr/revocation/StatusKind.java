package pk.muhr.revocation;

import java.util.Locale;

/** What an event says of a certificate; the newest one counts (RFC 5280 §5.3.1). */
public enum StatusKind {
    /** Not to be relied on for now: reason certificateHold. */
    HELD,
    /** The hold is over; the certificate is good again. */
    RELEASED,
    /** Revoked for good. */
    REVOKED;

    /** The name in answers, such as {@code held}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
