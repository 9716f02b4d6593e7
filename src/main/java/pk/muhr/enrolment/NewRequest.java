package pk.muhr.enrolment;

import java.util.Optional;

import pk.muhr.policy.ProfileId;
import pk.muhr.policy.RequestedNames;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Sha256;

/**
 * A request as a protocol received it.
 *
 * @param contentHash SHA-256 over the request in canonical form: what an idempotency key and an approval stand for
 */
public record NewRequest(
        ProfileId profile, CertificationRequest csr, Optional<RequestedNames> names, Sha256 contentHash) {}
