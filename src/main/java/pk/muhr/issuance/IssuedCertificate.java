package pk.muhr.issuance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * A certificate that exists. Body and request are absent for certificates of our own.
 *
 * @param policy hash of the bundle it was issued under
 */
public record IssuedCertificate(
        Certificate certificate,
        AuthorityId authority,
        ProfileId profile,
        Sha256 policy,
        Optional<BodyId> body,
        Optional<UUID> request,
        Instant issuedAt) {}
