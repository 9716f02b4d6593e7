package pk.muhr.console.open;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.policy.HierarchyPolicy.CrlSchedule;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.crl.CrlPublication;
import pk.muhr.revocation.crl.PublishedList;

/** Who certified whom, as a tree. */
@ApplicationScoped
class HierarchyPicture {

    private final Hierarchy hierarchy;
    private final CertificateStatuses statuses;
    private final CrlPublication publication;
    private final Clock clock;

    HierarchyPicture(Hierarchy hierarchy, CertificateStatuses statuses, CrlPublication publication, Clock clock) {
        this.hierarchy = hierarchy;
        this.statuses = statuses;
        this.publication = publication;
        this.clock = clock;
    }

    /** The roots, each with all below it. */
    List<AuthorityBranch> roots() {
        Instant now = clock.instant();
        List<CertificateAuthority> all = hierarchy.authorities();
        return all.stream()
                .filter(authority -> authority.issuer().isEmpty())
                .map(root -> branch(root, all, now))
                .toList();
    }

    private AuthorityBranch branch(CertificateAuthority authority, List<CertificateAuthority> all, Instant now) {
        return new AuthorityBranch(
                authority,
                status(authority),
                lists(authority, now),
                all.stream()
                        .filter(other -> other.issuer()
                                .filter(authority.certificate()::equals)
                                .isPresent())
                        .map(below -> branch(below, all, now))
                        .toList());
    }

    /** What the issuer says of it. */
    Optional<CertificateStatus> status(CertificateAuthority authority) {
        return authority
                .issuer()
                .map(issuer -> statuses.of(
                        issuer.key().fingerprint(), authority.certificate().serial()));
    }

    private List<ServedList> lists(CertificateAuthority authority, Instant now) {
        CrlSchedule schedule = authority.definition().crl();
        return publication.served(authority).stream()
                .flatMap(state -> Stream.<Optional<PublishedList>>of(state.complete(), state.delta()))
                .flatMap(Optional::stream)
                .map(list -> ServedList.of(list, schedule, now))
                .toList();
    }
}
