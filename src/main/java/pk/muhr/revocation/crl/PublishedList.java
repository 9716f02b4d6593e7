package pk.muhr.revocation.crl;

import java.math.BigInteger;
import java.time.Instant;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.Sha256;

/**
 * What is known of a published list without its bytes.
 *
 * @param reach every revocation of the authority up to this number is in it
 * @param sha256 of the whole list in DER
 */
public record PublishedList(
        AuthorityId authority, BigInteger number, Instant thisUpdate, Instant nextUpdate, long reach, Sha256 sha256) {}
