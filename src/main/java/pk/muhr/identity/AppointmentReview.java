package pk.muhr.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.x509.Sha256;

/**
 * That an officer read the list of all appointments and found it right, and that another one did.
 *
 * @param list SHA-256 of the list as it was
 */
public record AppointmentReview(
        UUID id,
        Sha256 list,
        PersonId reviewedBy,
        Instant reviewedAt,
        Optional<PersonId> confirmedBy,
        Optional<Instant> confirmedAt) {}
