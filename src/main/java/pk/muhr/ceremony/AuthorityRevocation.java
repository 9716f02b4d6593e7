package pk.muhr.ceremony;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.x509.RevocationReason;

/**
 * An officer's proposal to revoke an authority, and what became of it.
 *
 * @param confirmation of the second officer; the authority is revoked from then on
 */
public record AuthorityRevocation(
        UUID id,
        AuthorityId authority,
        RevocationReason reason,
        Optional<Instant> invalidityDate,
        PersonId proposedBy,
        Role role,
        Instant proposedAt,
        Optional<Confirmation> confirmation) {

    /** That an officer of another role wants it too. */
    public record Confirmation(PersonId person, Role role, Instant confirmedAt) {}
}
