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

    private static final int MOST_KNOWN = 100_000;

    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Admission() {}

    /** The class of callers that this one is to the unit, if the unit is for them. */
    Optional<String> callers(TimeStampPolicy policy, TimeStampPolicy.Unit unit, Asker asker) {
        return unit.callers().stream()
                .filter(name -> is(policy.callers().get(name), asker))
                .findFirst();
    }

    /** Counts one token for whoever asks. @throws NoTimeStamp when they had their share of this minute */
    void count(String callers, TimeStampPolicy.Callers rule, Asker asker) {
        String who = rule.identified().orElse(false)
                ? asker.person().map(PersonId::value).orElseThrow()
                : place(asker.address());
        if (counts.get(callers + " " + who, _ -> new AtomicInteger()).incrementAndGet() > rule.perMinute()) {
            throw new NoTimeStamp(
                    FailureInfo.BAD_REQUEST,
                    "more than " + rule.perMinute() + " time-stamps in a minute are not given; ask again in a minute");
        }
    }

    /** One subscriber has at least a /64 of IPv6 (RFC 6177). */
    private static String place(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, Long.BYTES)
                : address.getHostAddress();
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
