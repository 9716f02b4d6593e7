package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/**
 * What may follow what, and with which date. A hold ends in a release, or in a revocation that counts from the hold (ITU-T
 * X.509 §9.5.2.2). A revocation is final; only its reason may still become keyCompromise, or its invalidity date an
 * earlier one. Where the key was compromised earlier, the revocation counts from then (BR §4.9.1, §7.2.2).
 *
 * @param before the newest event so far
 * @param now in whole seconds
 */
record StatusSuccession(AuthorityId authority, SerialNumber serial, Optional<RecordedRevocation> before, Instant now) {

    /** The event that this reason and date lead to; none where they may not follow. */
    Optional<RecordedRevocation> next(RevocationReason reason, Optional<Instant> invalidityDate) {
        StatusKind last = before.map(RecordedRevocation::kind).orElse(StatusKind.RELEASED);
        if (reason == RevocationReason.CERTIFICATE_HOLD) {
            return last == StatusKind.RELEASED
                    ? Optional.of(event(StatusKind.HELD, now, reason, Optional.empty()))
                    : Optional.empty();
        }
        return switch (last) {
            case RELEASED -> Optional.of(revoked(now, reason, invalidityDate));
            case HELD -> Optional.of(revoked(before.orElseThrow().revokedAt(), reason, invalidityDate));
            case REVOKED -> amended(before.orElseThrow(), reason, invalidityDate);
        };
    }

    /** The end of a hold; none where nothing is held. */
    Optional<RecordedRevocation> release() {
        return before.filter(event -> event.kind() == StatusKind.HELD)
                .map(held -> event(StatusKind.RELEASED, now, held.reason(), Optional.empty()));
    }

    private Optional<RecordedRevocation> amended(
            RecordedRevocation revoked, RevocationReason reason, Optional<Instant> invalidityDate) {
        if (reason == RevocationReason.KEY_COMPROMISE && !revoked.isOfCompromise()) {
            return Optional.of(revoked(revoked.revokedAt(), reason, invalidityDate.or(revoked::invalidityDate)));
        }
        boolean earlier = reason == revoked.reason()
                && invalidityDate
                        .filter(date -> !date.isAfter(revoked.revokedAt()))
                        .filter(date ->
                                revoked.invalidityDate().map(date::isBefore).orElse(true))
                        .isPresent();
        return earlier ? Optional.of(revoked(revoked.revokedAt(), reason, invalidityDate)) : Optional.empty();
    }

    /**
     * A key was not trustworthy from its compromise on; with other reasons only the invalidity date says so. One after the
     * revocation would say nothing (RFC 5280 §5.3.2).
     */
    private RecordedRevocation revoked(Instant since, RevocationReason reason, Optional<Instant> invalidityDate) {
        Instant counts = invalidityDate
                .filter(date -> reason == RevocationReason.KEY_COMPROMISE && date.isBefore(since))
                .orElse(since);
        return event(StatusKind.REVOKED, counts, reason, invalidityDate.filter(date -> !date.isAfter(counts)));
    }

    private RecordedRevocation event(
            StatusKind kind, Instant since, RevocationReason reason, Optional<Instant> invalidityDate) {
        return new RecordedRevocation(authority, serial, kind, since, reason, invalidityDate);
    }
}
