package pk.muhr.issuance;

/** What is known of a serial number that has an outcome. */
public enum SerialState {
    /** A certificate with it was given out. */
    ISSUED,
    /** A certificate with it may exist, and was revoked for that. */
    ORPHANED
}
