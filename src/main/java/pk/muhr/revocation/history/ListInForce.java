package pk.muhr.revocation.history;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The CRL that told of a certificate at some moment.
 *
 * @param sha256 of its DER
 * @param address that the certificate names
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ListInForce(
        BigInteger number, Instant thisUpdate, Instant nextUpdate, String sha256, Optional<URI> address) {}
