package pk.muhr.enrolment;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.identity.PersonId;
import pk.muhr.x509.Sha256;

/**
 * One officer's yes to exactly the content of a request (invariant I5).
 *
 * @param certificate SHA-256 of the client certificate that showed who they are; absent where a token did
 */
public record Approval(PersonId by, Optional<Sha256> certificate, Instant at) {}
