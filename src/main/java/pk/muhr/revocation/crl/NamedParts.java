package pk.muhr.revocation.crl;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.ListParts;
import pk.muhr.policy.HierarchyPolicy.CrlSchedule;

/** A part exists as long as certificates name it, now or in those still good. */
@ApplicationScoped
class NamedParts implements ListParts {

    private final PublishedLists lists;
    private final Clock clock;

    NamedParts(PublishedLists lists, Clock clock) {
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public int count(CertificateAuthority authority) {
        return last(authority) + 1;
    }

    /** The highest one; −1 where there is none. */
    int last(CertificateAuthority authority) {
        CrlSchedule schedule = authority.definition().crl();
        int now = schedule.shards().orElse(0) - 1;
        return Math.max(
                now,
                lists.lastShard(authority.id(), clock.instant().minus(schedule.validFor()))
                        .orElse(-1));
    }
}
