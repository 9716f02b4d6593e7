package pk.muhr.console.open;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

import pk.muhr.policy.HierarchyPolicy.CrlSchedule;
import pk.muhr.revocation.crl.PublishedList;

/**
 * A CRL as the repository shows it.
 *
 * @param part which part of the authority's list; none for the list of everything
 * @param delta whether it holds only changes
 */
public record ServedList(
        String address,
        OptionalInt part,
        boolean delta,
        BigInteger number,
        Instant thisUpdate,
        Instant nextUpdate,
        Freshness freshness) {

    /** Whether a list can be relied on (RFC 5280 §5.1.2.5), and whether a newer one should have come. */
    public enum Freshness {
        FRESH("listFresh", "bg-green-lt"),
        /** The one after it is late, and it still counts. */
        LATE("listLate", "bg-yellow-lt"),
        EXPIRED("listExpired", "bg-red-lt");

        private final String key;
        private final String badge;

        Freshness(String key, String badge) {
            this.key = key;
            this.badge = badge;
        }

        /** Of the word for it. */
        public String key() {
            return key;
        }

        /** The class of the badge that shows it. */
        public String badge() {
            return badge;
        }
    }

    /** As published, by the schedule that it follows. */
    static ServedList of(PublishedList list, CrlSchedule schedule, Instant now) {
        Duration every = list.isDelta() ? schedule.deltaEvery().orElse(schedule.every()) : schedule.every();
        Freshness freshness = now.isAfter(list.nextUpdate())
                ? Freshness.EXPIRED
                : now.isAfter(list.thisUpdate().plus(every.multipliedBy(2))) ? Freshness.LATE : Freshness.FRESH;
        return new ServedList(
                "/crl/" + list.scope() + (list.isDelta() ? "/delta.crl" : ".crl"),
                list.scope().shard(),
                list.isDelta(),
                list.number(),
                list.thisUpdate(),
                list.nextUpdate(),
                freshness);
    }

    /** Whether it is the one that most people look for. */
    public boolean isWhole() {
        return part.isEmpty() && !delta;
    }
}
