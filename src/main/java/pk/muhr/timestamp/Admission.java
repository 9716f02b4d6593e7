package pk.muhr.timestamp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import pk.muhr.identity.PersonId;
import pk.muhr.policy.NetworkPrefix;
import pk.muhr.policy.TimeStampPolicy;

/** Who may have tokens of a unit, and how many in a minute; counted by each process for itself. */
@ApplicationScoped
class Admission {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 100_000;

    private static final int SUBSCRIBER_OCTETS = 8;
    private static final int SITE_OCTETS = 6;

    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(MINUTE)
            .build();

    /** Of each class; apart, so that many callers do not make it be forgotten. */
    private final Cache<String, AtomicInteger> all =
            Caffeine.newBuilder().expireAfterWrite(MINUTE).build();

    Admission() {}

    /** The class of callers that this one is to the unit, if the unit is for them. */
    Optional<String> callers(TimeStampPolicy policy, TimeStampPolicy.Unit unit, Asker asker) {
        return unit.callers().stream()
                .filter(name -> is(policy.callers().get(name), asker))
                .findFirst();
    }

    /** Counts one token for whoever asks. @throws NoTimeStamp when they had their share of this minute */
    void count(String callers, TimeStampPolicy.Callers rule, Asker asker) {
        if (rule.identified().orElse(false)) {
            count(callers + " " + asker.person().map(PersonId::value).orElseThrow(), rule.perMinute());
        } else {
            countPlace(callers, rule, asker.address());
        }
        if (all.get(callers, _ -> new AtomicInteger()).incrementAndGet() > rule.ofAll()) {
            throw new NoTimeStamp(FailureInfo.SYSTEM_FAILURE, "too many ask at once; try again in a minute");
        }
    }

    /** One subscriber has at least a /64 of IPv6, and a site of many has a /48 (RFC 6177). */
    private void countPlace(String callers, TimeStampPolicy.Callers rule, InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] octets = address.getAddress();
            count(callers + " " + HexFormat.of().formatHex(octets, 0, SUBSCRIBER_OCTETS), rule.perMinute());
            count(callers + " " + HexFormat.of().formatHex(octets, 0, SITE_OCTETS), rule.ofSite());
        } else {
            count(callers + " " + address.getHostAddress(), rule.perMinute());
        }
    }

    private void count(String who, int most) {
        if (counts.get(who, _ -> new AtomicInteger()).incrementAndGet() > most) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_REQUEST,
                    "more than " + most + " time-stamps in a minute are not given; ask again in a minute");
        }
    }

    private static boolean is(TimeStampPolicy.Callers rule, Asker asker) {
        return (!rule.identified().orElse(false) || asker.person().isPresent())
                && rule.networks()
                        .map(networks -> networks.stream()
                                .map(NetworkPrefix::of)
                                .anyMatch(network -> network.contains(asker.address())))
                        .orElse(true);
    }
}
