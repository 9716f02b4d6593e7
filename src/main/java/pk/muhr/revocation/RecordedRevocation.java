package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/**
 * A change of a certificate's status on record. Times are whole seconds.
 *
 * @param revokedAt since when it counts: of a hold or a revocation what a CRL says, of a release its own time
 */
public record RecordedRevocation(
        AuthorityId authority,
        SerialNumber serial,
        StatusKind kind,
        Instant revokedAt,
        RevocationReason reason,
        Optional<Instant> invalidityDate) {

    /** What a CRL says of it; nothing after a release. */
    Optional<RevocationEntry> entry() {
        return kind == StatusKind.RELEASED
                ? Optional.empty()
                : Optional.of(new RevocationEntry(serial, revokedAt, reason, invalidityDate));
    }

    boolean isOfCompromise() {
        return reason == RevocationReason.KEY_COMPROMISE || reason == RevocationReason.CA_COMPROMISE;
    }
}
