package pk.muhr.console.open;

import pk.muhr.timestamp.FlawedTimeStamp.Flaw;

/** What is to be said of a time-stamp. */
public enum TimeVerdict {
    PROVED("timeProved", "alert-success"),
    /** It is good, and of something else. */
    OTHER_FILE("timeOtherFile", "alert-danger"),
    /** It is good, and the file was not hashed as it asks for. */
    OTHER_HASH("timeOtherHash", "alert-warning"),
    /** Its unit's certificate, or one above it, did not count any more when it was made. */
    REVOKED_BEFORE("timeRevokedBefore", "alert-danger"),
    /** It was revoked since, perhaps because somebody else had the key: anybody could have made it (RFC 3161 §4). */
    DOUBTFUL("timeDoubtful", "alert-warning"),
    /** Every token is on record before it leaves, so somebody else made it with the key, or the record was lost. */
    UNRECORDED("timeUnlisted", "alert-danger"),
    NO_TOKEN("timeNoToken", "alert-warning"),
    NO_UNIT("timeNoUnit", "alert-danger"),
    WRONG_PURPOSE("timePurpose", "alert-danger"),
    FOREIGN("timeForeign", "alert-secondary"),
    BROKEN("timeBroken", "alert-danger");

    private final String key;
    private final String alert;

    TimeVerdict(String key, String alert) {
        this.key = key;
        this.alert = alert;
    }

    static TimeVerdict of(Flaw flaw) {
        return switch (flaw) {
            case NO_TOKEN -> NO_TOKEN;
            case NO_UNIT -> NO_UNIT;
            case PURPOSE -> WRONG_PURPOSE;
            case ISSUER -> FOREIGN;
            case SIGNATURE -> BROKEN;
        };
    }

    /** Of the words for it. */
    public String key() {
        return key;
    }

    /** Of the words for what that means. */
    public String advice() {
        return key + "Advice";
    }

    /** The class of the box that shows it. */
    public String alert() {
        return alert;
    }
}
