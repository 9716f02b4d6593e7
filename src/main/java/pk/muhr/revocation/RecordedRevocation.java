package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** A revocation on record; it is final. Times are whole seconds. */
public record RecordedRevocation(
        AuthorityId authority,
        SerialNumber serial,
        Instant revokedAt,
        RevocationReason reason,
        Optional<Instant> invalidityDate) {

    /** What a CRL says of it. */
    RevocationEntry entry() {
        return new RevocationEntry(serial, revokedAt, reason, invalidityDate);
    }
}
