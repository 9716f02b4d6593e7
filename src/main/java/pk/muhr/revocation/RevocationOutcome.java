package pk.muhr.revocation;

import java.util.List;

/** What became of a wish to change a certificate's status. */
public sealed interface RevocationOutcome {

    /**
     * The event is on record.
     *
     * @param sameKey further certificates that were revoked with it, since they have the key that was compromised
     */
    record Recorded(RecordedRevocation event, List<CertificateReference> sameKey) implements RevocationOutcome {
        public Recorded {
            sameKey = List.copyOf(sameKey);
        }
    }

    /** A rule says no; nothing was changed. */
    record Refused(RevocationRefusal why) implements RevocationOutcome {}
}
