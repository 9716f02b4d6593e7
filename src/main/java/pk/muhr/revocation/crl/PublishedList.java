package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.Sha256;

/**
 * What is known of a published list without its bytes.
 *
 * @param reach every revocation of the scope up to this number is in it
 * @param start the number of the list whose changes it holds, if it is no complete one
 * @param sha256 of the whole list in DER
 */
public record PublishedList(
        ListScope scope,
        BigInteger number,
        Instant thisUpdate,
        Instant nextUpdate,
        long reach,
        Optional<BigInteger> start,
        Sha256 sha256) {

    /** Whose list it is. */
    public AuthorityId authority() {
        return scope.authority();
    }

    /** Whether it holds only changes. */
    public boolean isDelta() {
        return start.isPresent();
    }
}
