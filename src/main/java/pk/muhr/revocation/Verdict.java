package pk.muhr.revocation;

/** What the rules say to a change of status. */
sealed interface Verdict {

    /** Yes, and this is the event. */
    record Permitted(RecordedRevocation event) implements Verdict {}

    /** No, and this is why. */
    record Refused(RevocationRefusal why) implements Verdict {}
}
