package pk.muhr.x509;

import java.time.Instant;
import java.util.Optional;

/** One revoked certificate in a CRL (RFC 5280 §5.1.2.6, §5.3). The reason {@code unspecified} is left out of the encoding. */
public record RevocationEntry(
        SerialNumber serial, Instant revokedAt, RevocationReason reason, Optional<Instant> invalidityDate) {}
