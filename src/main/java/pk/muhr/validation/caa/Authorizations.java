package pk.muhr.validation.caa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import pk.muhr.validation.network.LookupFailed;
import pk.muhr.validation.network.NameServers;
import pk.muhr.x509.DnsName;

/**
 * What holders of names say in the DNS about who may certify them: the records of the name, or of the nearest above it that
 * has some (RFC 8659 §3). Each name is asked for once, several at the same time. No transaction may be open.
 *
 * <p>What forbids is asked for anew each time. The rest is remembered as long as its records live, and for at most eight
 * hours (BR 4.2.2.1).
 */
@ApplicationScoped
public class Authorizations {

    private static final Duration LONGEST = Duration.ofHours(8);

    /** How long it is remembered that a name has no records: they may appear at any moment. */
    private static final Duration WITHOUT = Duration.ofMinutes(5);

    private static final int MOST_REMEMBERED = 100_000;

    private final NameServers names;
    private final Clock clock;
    private final Cache<Name, Known> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Authorizations(NameServers names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    /** The records of one name, which may be none, and until when they count. */
    private record Known(List<CAARecord> records, Instant until) {}

    /**
     * For each of these names whether one of the identifiers may certify it.
     *
     * @param identifiers issuer domain names, in lower case
     */
    public List<Authorization> of(List<DnsName> hosts, Set<String> identifiers) {
        Map<DnsName, Future<Authorization>> asked = new HashMap<>();
        List<Authorization> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (DnsName host : hosts) {
                if (!isRemembered(host)) {
                    asked.computeIfAbsent(host, name -> threads.submit(() -> of(name, identifiers)));
                }
            }
            for (DnsName host : hosts.stream().distinct().toList()) {
                found.add(asked.containsKey(host) ? waited(asked.get(host)) : of(host, identifiers));
            }
        }
        return found;
    }

    private Authorization of(DnsName host, Set<String> identifiers) {
        Optional<CaaRecords> nearest;
        Map<Name, Known> seen = new HashMap<>();
        try {
            nearest = nearest(host, seen);
        } catch (LookupFailed e) {
            return new Authorization.Unknown(host, e.getMessage());
        }
        Optional<String> forbids = nearest.flatMap(records -> records.forbids(host.isWildcard(), identifiers));
        if (forbids.isPresent()) {
            return new Authorization.Forbidden(host, forbids.get());
        }
        remembered.putAll(seen);
        return new Authorization.Permitted(host, nearest.map(CaaRecords::shown).orElse("no records"));
    }

    /** @param seen gets what was asked for */
    private Optional<CaaRecords> nearest(DnsName host, Map<Name, Known> seen) throws LookupFailed {
        for (Name at : upwards(host)) {
            Known known = remembered(at).orElse(null);
            if (known == null) {
                known = asked(at);
                seen.put(at, known);
            }
            if (!known.records().isEmpty()) {
                return Optional.of(new CaaRecords(at.toString(true), known.records()));
            }
        }
        return Optional.empty();
    }

    private boolean isRemembered(DnsName host) {
        for (Name at : upwards(host)) {
            Optional<Known> known = remembered(at);
            if (known.isEmpty() || !known.get().records().isEmpty()) {
                return known.isPresent();
            }
        }
        return true;
    }

    private Optional<Known> remembered(Name at) {
        return Optional.ofNullable(remembered.getIfPresent(at))
                .filter(known -> clock.instant().isBefore(known.until()));
    }

    /** Asks a second time where there was no answer (BR 3.2.2.8). */
    private Known asked(Name at) throws LookupFailed {
        List<Record> records;
        try {
            records = names.records(at, Type.CAA);
        } catch (LookupFailed _) {
            records = names.records(at, Type.CAA);
        }
        Duration life = records.stream()
                .map(record -> Duration.ofSeconds(record.getTTL()))
                .reduce(records.isEmpty() ? WITHOUT : LONGEST, (one, other) -> one.compareTo(other) < 0 ? one : other);
        return new Known(
                records.stream().map(CAARecord.class::cast).toList(),
                clock.instant().plus(life));
    }

    /** The name without its wildcard, and each above it but the root. */
    private static List<Name> upwards(DnsName host) {
        Name name = Name.fromConstantString(host.base().value() + ".");
        List<Name> found = new ArrayList<>();
        for (int above = 0; above < name.labels() - 1; above++) {
            found.add(new Name(name, above));
        }
        return found;
    }

    private static Authorization waited(Future<Authorization> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("CAA could not be asked for", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("CAA was not waited for, because the program ends", e);
        }
    }
}
