package pk.muhr.revocation.observer;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * What is left of a CRL that went by (RFC 5280 §5.1).
 *
 * @param issuer its name in DER
 * @param distributionPoint the address in the issuing distribution point, if there is one
 * @param base of a list of changes: the number of the list that it starts from (RFC 5280 §5.2.4)
 * @param sha256 of all of it
 * @param verifies whether the signature was made with the key it was read with
 * @param found those that were looked for and are on it
 */
record StreamedList(
        Der issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        Optional<BigInteger> number,
        Optional<String> distributionPoint,
        Optional<BigInteger> base,
        long entries,
        Sha256 sha256,
        boolean verifies,
        Set<SerialNumber> found) {}
