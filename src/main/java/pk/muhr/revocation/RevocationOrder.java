package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/**
 * Somebody's wish to revoke a certificate.
 *
 * @param certificate its fingerprint
 * @param invalidityDate since when it should not have been relied on, if that is known (RFC 5280 §5.3.2)
 */
public record RevocationOrder(Sha256 certificate, RevocationReason reason, Optional<Instant> invalidityDate) {}
