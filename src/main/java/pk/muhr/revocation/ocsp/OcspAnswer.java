package pk.muhr.revocation.ocsp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import pk.muhr.x509.Der;

/**
 * An OCSPResponse in DER.
 *
 * @param freshness how long caches may keep it; empty for errors, for answers with a nonce, and where a certificate is
 *     unknown, which it may not stay
 */
record OcspAnswer(Der der, Optional<Freshness> freshness) {

    /** When it was made, until when it is good, and how long after it was made to ask again (RFC 5019 §6.2). */
    record Freshness(Instant thisUpdate, Instant nextUpdate, Duration keep) {}

    static OcspAnswer of(OcspError error) {
        return new OcspAnswer(error.der(), Optional.empty());
    }
}
