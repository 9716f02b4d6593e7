package pk.muhr.revocation;

import java.util.Set;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Fired by {@link StatusChanges} in every process for status events that any process committed, each at least once.
 *
 * @param certificates whose status changed
 * @param authorities who issued them
 * @param others whether there may have been others too, as after an outage of the database
 */
public record StatusesSeen(Set<Numbered> certificates, Set<AuthorityId> authorities, boolean others) {

    public StatusesSeen {
        certificates = Set.copyOf(certificates);
        authorities = Set.copyOf(authorities);
    }

    /**
     * A certificate by its issuer and number.
     *
     * @param issuerKey SHA-256 of the issuer's SubjectPublicKeyInfo
     */
    public record Numbered(Sha256 issuerKey, SerialNumber serial) {}
}
