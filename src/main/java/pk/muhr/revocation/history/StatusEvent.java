package pk.muhr.revocation.history;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.revocation.StatusKind;
import pk.muhr.x509.RevocationReason;

/**
 * An event of a certificate's status.
 *
 * @param since from when it counts, which may be long before it was recorded
 */
public record StatusEvent(
        long seq,
        StatusKind kind,
        RevocationReason reason,
        Instant since,
        Optional<Instant> invalidityDate,
        String by,
        Instant recordedAt) {}
