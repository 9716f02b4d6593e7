package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.DnsName;

/**
 * A body has shown control of a domain and so of every name below it, or of this one name (BR 3.2.2.4).
 *
 * @param domain no wildcard and no public suffix
 * @param method the validation method, by its BR number or {@code development}
 * @param provedAt first moment at which the proof counts
 * @param expiresAt first moment at which it counts for no certificate any more; the policy may want a younger one
 */
public record DomainProof(UUID id, BodyId body, DnsName domain, String method, Instant provedAt, Instant expiresAt) {

    /** S/MIME BR 4.2.1: validation data of a domain is used for at most 398 days; BR 4.2.1 wants less for TLS. */
    public static final Duration LONGEST_USE = Duration.ofDays(398);

    public DomainProof {
        requireProvable(domain);
        if (!expiresAt.isAfter(provedAt) || expiresAt.isAfter(provedAt.plus(LONGEST_USE))) {
            throw new IllegalArgumentException("a proof counts for at most 398 days (S/MIME BR 4.2.1): " + domain);
        }
        if (method.isBlank()) {
            throw new IllegalArgumentException("a proof names its method: " + domain);
        }
    }

    /** @throws IllegalArgumentException for what no body can prove: a wildcard, a public suffix */
    public static void requireProvable(DnsName domain) {
        if (domain.isWildcard() || domain.isPublicSuffix()) {
            throw new IllegalArgumentException("a proof is of a registered domain (BR 3.2.2.6): " + domain);
        }
    }

    /** Whether the proof is of this name at this moment. */
    public boolean covers(DnsName name, Instant at) {
        return !at.isBefore(provedAt)
                && at.isBefore(expiresAt)
                && (provesNoMore() ? name.equals(domain) : name.withParents().contains(domain));
    }

    /** A file on a web server says nothing of other servers (BR 3.2.2.4.18). */
    private boolean provesNoMore() {
        return method.equals(DomainMethod.HTTP_FILE.clause());
    }
}
