package pk.muhr.console.open;

/** What is to be said of a certificate, first of all; the words are messages of the same name. */
public enum Verdict {
    VALID("verdictValid", "alert-success"),
    /** For good. */
    REVOKED("verdictRevoked", "alert-danger"),
    /** Not to be relied on for now (RFC 5280 §5.3.1 certificateHold). */
    HELD("verdictHeld", "alert-warning"),
    /** Somebody above it is revoked. */
    AUTHORITY_REVOKED("verdictAuthorityRevoked", "alert-danger"),
    EXPIRED("verdictExpired", "alert-warning"),
    NOT_YET("verdictNotYet", "alert-warning"),
    /** No authority of ours signed it, nor does it say so. */
    FOREIGN("verdictForeign", "alert-secondary"),
    /** It says that one of our authorities signed it, and none did. */
    IMITATION("verdictImitation", "alert-danger"),
    /** One of our keys signed it, and it is not on record: that must never be. */
    UNRECORDED("verdictUnrecorded", "alert-danger");

    private final String key;
    private final String alert;

    Verdict(String key, String alert) {
        this.key = key;
        this.alert = alert;
    }

    /** Of the words for it. */
    public String key() {
        return key;
    }

    /** Of the words for what to do now. */
    public String advice() {
        return key + "Advice";
    }

    /** The class of the box that shows it. */
    public String alert() {
        return alert;
    }

    /** Whether it was issued here. */
    public boolean isOurs() {
        return this != FOREIGN && this != IMITATION;
    }
}
