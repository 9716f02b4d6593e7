package pk.muhr.revocation;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.issuance.RevokedAuthorities;
import pk.muhr.x509.Certificate;

/** The statuses of authorities, asked before each issuance; a root has none (RFC 5280 §6.1). */
@ApplicationScoped
class AuthorityStatuses implements RevokedAuthorities {

    private final CertificateStatuses statuses;

    AuthorityStatuses(CertificateStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public boolean contains(List<Certificate> chain) {
        return IntStream.range(1, chain.size())
                .anyMatch(issuer -> statuses.of(
                                chain.get(issuer).key().fingerprint(),
                                chain.get(issuer - 1).serial())
                        instanceof CertificateStatus.Revoked);
    }
}
