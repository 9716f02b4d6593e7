package pk.muhr.revocation;

/** What an event says of a certificate; the newest one counts (RFC 5280 §5.3.1). */
public enum StatusKind {
    /** Not to be relied on for now: reason certificateHold. */
    HELD,
    /** The hold is over; the certificate is good again. */
    RELEASED,
    /** Revoked for good. */
    REVOKED
}
