package pk.muhr.revocation;

import java.time.Instant;
import java.util.Set;

import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** What became of a wish to revoke. */
public sealed interface RevocationOutcome {

    /** It is revoked now, and was not before. */
    record Revoked(RecordedRevocation revocation) implements RevocationOutcome {}

    /** It was revoked before; nothing was changed. */
    record AlreadyRevoked(RecordedRevocation revocation) implements RevocationOutcome {}

    /** There is no such certificate, or none that the caller may know of. */
    record Unknown() implements RevocationOutcome {}

    /** The caller may not give this reason for this certificate. */
    record ReasonNotPermitted(RevocationReason reason, Set<RevocationReason> permitted) implements RevocationOutcome {}

    /** The invalidity date lies in the future, or before the certificate's own validity. */
    record DateNotPermitted(Instant date, Instant earliest, Instant latest) implements RevocationOutcome {}

    /** An authority's certificate is revoked by a ceremony, not by one officer. */
    record NeedsCeremony(SerialNumber serial) implements RevocationOutcome {}
}
