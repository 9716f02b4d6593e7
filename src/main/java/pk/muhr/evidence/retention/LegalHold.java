package pk.muhr.evidence.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/**
 * Records that stay beyond their time.
 *
 * @param scope which records
 * @param releases who wants to end it, the oldest first
 */
public record LegalHold(
        UUID id, String reason, Scope scope, PersonId placedBy, Instant placedAt, List<Release> releases) {

    public LegalHold {
        releases = List.copyOf(releases);
    }

    /**
     * Records of a time, since ever and for ever where no end of it is given.
     *
     * @param authority only those about this authority and its certificates, by its qualified name
     * @param body only those about this body, its requests and its certificates
     */
    public record Scope(
            Optional<Instant> from, Optional<Instant> to, Optional<String> authority, Optional<String> body) {}

    /**
     * That an officer wants to end it.
     *
     * @param counts until a second one agrees: no longer than a week, and while the officer holds the role
     * @param complete whether it is the second one's
     */
    public record Release(PersonId person, Role role, Instant at, String reason, boolean counts, boolean complete)
            implements RetentionOfficers.Agreed {}

    /** Whether two officers ended it. */
    public boolean isReleased() {
        return releases.stream().anyMatch(Release::complete);
    }
}
