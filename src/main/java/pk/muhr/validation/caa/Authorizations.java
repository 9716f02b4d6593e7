package pk.muhr.validation.caa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

import pk.muhr.problem.Unavailable;
import pk.muhr.validation.network.LookupFailed;
import pk.muhr.validation.network.NameServers;
import pk.muhr.x509.DnsName;

/**
 * What holders of names say in the DNS about who may certify them: the records of the name, or of the nearest above it that
 * has some (RFC 8659 §3). Each name is asked for once, several at the same time, all within ten seconds. No transaction
 * may be open.
 *
 * <p>Records are remembered as long as they live, and for at most eight hours (BR 4.2.2.1); what forbids is asked for anew
 * each time.
 */
@ApplicationScoped
public class Authorizations {

    private static final Duration LONGEST = Duration.ofHours(8);

    /** How long it is remembered that a name has no records: they may appear at any moment. */
    private static final Duration WITHOUT = Duration.ofMinutes(5);

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Calls at the same moment: each may take ten seconds, and threads are for everybody. */
    static final int MOST_CALLS = 64;

    private static final int MOST_REMEMBERED = 100_000;

    private final NameServers names;
    private final Clock clock;
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final Cache<Name, Known> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Authorizations(NameServers names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    /** As many ask as may at once. */
    static final class Busy extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;

        private Busy() {
            super("CAA is asked for " + MOST_CALLS + " times at this moment");
        }
    }

    /** The records of one name, which may be none, and until when they count. */
    private record Known(List<CAARecord> records, Instant until) {}

    /** Why records forbid what is to be certified; nothing when they do not. */
    @FunctionalInterface
    private interface Objection {
        Optional<String> of(CaaRecords records, DnsName name);
    }

    /**
     * For each of these hosts whether one of the identifiers may certify it (RFC 8659).
     *
     * @param identifiers issuer domain names, in lower case
     */
    public List<Authorization> ofHosts(List<DnsName> hosts, Set<String> identifiers) {
        return asked(hosts, (records, host) -> records.forbidsHost(host.isWildcard(), identifiers));
    }

    /**
     * For each of these domains whether one of the identifiers may certify mailboxes there (RFC 9495).
     *
     * @param identifiers issuer domain names, in lower case
     */
    public List<Authorization> ofMailboxes(List<DnsName> domains, Set<String> identifiers) {
        return asked(domains, (records, _) -> records.forbidsMailboxes(identifiers));
    }

    private List<Authorization> asked(List<DnsName> all, Objection objection) {
        List<DnsName> distinct = all.stream().distinct().toList();
        if (!calls.tryAcquire()) {
            throw new Busy();
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Authorization>> questions = new ArrayList<>();
            distinct.forEach(name -> questions.add(() -> of(name, objection)));
            List<Future<Authorization>> answers = threads.invokeAll(questions, DEADLINE.toSeconds(), TimeUnit.SECONDS);
            List<Authorization> found = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                found.add(inTime(distinct.get(i), answers.get(i)));
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("CAA was not waited for, because the program ends", e);
        } finally {
            calls.release();
        }
    }

    private static Authorization inTime(DnsName name, Future<Authorization> answer) {
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow();
            case FAILED -> throw new IllegalStateException("CAA could not be asked for", answer.exceptionNow());
            case CANCELLED, RUNNING ->
                new Authorization.Unknown(
                        name, "the answers for CAA were not there within " + DEADLINE.toSeconds() + " seconds");
        };
    }

    private Authorization of(DnsName name, Objection objection) {
        try {
            Authorization found = judged(name, objection);
            if (found instanceof Authorization.Forbidden) {
                remembered.invalidateAll(upwards(name));
                return judged(name, objection);
            }
            return found;
        } catch (LookupFailed e) {
            return new Authorization.Unknown(name, e.getMessage());
        }
    }

    private Authorization judged(DnsName name, Objection objection) throws LookupFailed {
        Optional<CaaRecords> nearest = nearest(name);
        Optional<String> why = nearest.flatMap(records -> objection.of(records, name));
        return why.isPresent()
                ? new Authorization.Forbidden(name, why.get())
                : new Authorization.Permitted(
                        name, nearest.map(CaaRecords::shown).orElse("no records"));
    }

    private Optional<CaaRecords> nearest(DnsName name) throws LookupFailed {
        for (Name at : upwards(name)) {
            List<CAARecord> records = known(at).records();
            if (!records.isEmpty()) {
                return Optional.of(new CaaRecords(at.toString(true), records));
            }
        }
        return Optional.empty();
    }

    private Known known(Name at) throws LookupFailed {
        Known known = remembered.getIfPresent(at);
        if (known == null || !clock.instant().isBefore(known.until())) {
            known = asked(at);
            remembered.put(at, known);
        }
        return known;
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
}
