package pk.muhr.revocation.mass;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.PersonId;
import pk.muhr.x509.RevocationReason;

/**
 * An order, and how far it is.
 *
 * @param done certificates that were looked at
 * @param revoked those of them whose status the order changed
 */
public record MassRevocation(
        UUID id,
        String selection,
        RevocationReason reason,
        Cause cause,
        long certificates,
        int officers,
        PersonId placedBy,
        String role,
        Instant placedAt,
        Instant dueBy,
        Optional<PersonId> confirmedBy,
        long done,
        long revoked) {

    /** What it waits for. */
    public enum State {
        /** For a second officer. */
        WAITING,
        /** For its batches. */
        RUNNING,
        /** For nothing. */
        DONE
    }

    /** Where it stands. */
    public State state() {
        if (done >= certificates) {
            return State.DONE;
        }
        return officers > 1 && confirmedBy.isEmpty() ? State.WAITING : State.RUNNING;
    }
}
