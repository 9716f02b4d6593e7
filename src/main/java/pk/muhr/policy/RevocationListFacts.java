package pk.muhr.policy;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import pk.muhr.x509.Certificate;

/**
 * What a CRL is held against.
 *
 * @param issuer the certificate of the authority that will sign
 * @param authority what the policy says of it
 * @param address where the complete list of this scope lies
 * @param partitioned whether certificates name this address for a part of the authority's list
 * @param before the complete or delta list of this scope that was published last
 */
public record RevocationListFacts(
        Certificate issuer,
        HierarchyPolicy.Authority authority,
        URI address,
        boolean partitioned,
        Optional<Predecessor> before) {

    /**
     * The list before this one.
     *
     * @param entries how many the last complete list had, if that is known
     * @param departed how many of these had a reason to leave since: released, or expired and still listed after that
     */
    public record Predecessor(BigInteger number, Instant thisUpdate, OptionalLong entries, long departed) {}
}
