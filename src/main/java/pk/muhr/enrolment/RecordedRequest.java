package pk.muhr.enrolment;

import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Sha256;

/** A request as it stands on record. */
public record RecordedRequest(
        UUID id, BodyId body, PersonId requester, ProfileId profile, Sha256 contentHash, Instant submittedAt) {}
