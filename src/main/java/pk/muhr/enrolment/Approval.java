package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.identity.PersonId;
import pk.muhr.x509.Sha256;

/**
 * One officer's yes to exactly the content of a request (invariant I5).
 *
 * @param certificate SHA-256 of the client certificate that showed who they are; absent where a token did
 * @param counts whether it still does: not when the role ended since, or the certificate was held or revoked
 */
public record Approval(PersonId by, Optional<Sha256> certificate, Instant at, boolean counts) {}
