package pk.muhr.evidence.retention;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/**
 * An officer's proposal to destroy the records of a month, and what became of it.
 *
 * @param month of UTC
 * @param archive SHA-256 of the manifest of an archive that has them
 * @param person who proposed it
 */
public record Destruction(
        UUID id, YearMonth month, Sha256 archive, PersonId person, Role role, Instant proposedAt, Optional<Done> done)
        implements RetentionOfficers.Agreed {

    /**
     * That another officer confirmed it, and what went with that.
     *
     * @param years how long records were kept then
     * @param kept records of the month that stayed
     */
    public record Done(PersonId person, Role role, Instant at, int years, long destroyed, long kept) {}
}
