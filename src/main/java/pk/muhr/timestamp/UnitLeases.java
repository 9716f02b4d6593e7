package pk.muhr.timestamp;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.policy.CertificatePolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.safety.clock.WatchedClock;

/**
 * The units that this process has. Each is taken by a lock of the database, so that one process signs for it at a time,
 * and by a block of serial numbers, so that one which only believes to have it cannot record a token.
 */
@ApplicationScoped
class UnitLeases {

    /** After the responders, before the program says that it is ready. */
    static final int AFTER_RESPONDERS = 450;

    private static final Logger LOG = Logger.getLogger(UnitLeases.class);

    /** How long a start waits for certificates; it goes on without, and the schedule tries again. */
    private static final int PATIENCE_MILLIS = 10_000;

    private static final int PAUSE_MILLIS = 250;

    /** How long a look is believed: one that hangs does not let a revoked unit go on. */
    private static final Duration BELIEVED = Duration.ofSeconds(15);

    private final ActivePolicy policy;
    private final TsaConfiguration configuration;
    private final TimeStamps records;
    private final UnitKeyring keyring;
    private final UnitCertification certification;
    private final AgroalDataSource store;
    private final Hold hold;
    private final TsaCounters counters;
    private final WatchedClock clock;
    private final SecureRandom random;
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicReference<Look> last = new AtomicReference<>(new Look(Map.of(), System.nanoTime()));
    private final boolean knowsPeople;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile boolean started;
    private volatile boolean ending;

    private record Lease(UnitLock lock, TokenSerials serials, UnitRecords records, UnitTime time) {}

    /** @param begun by the monotonic clock: what it found was so then, or later */
    private record Look(Map<String, LeasedUnit> units, long begun) {

        Look without(LeasedUnit unit) {
            Map<String, LeasedUnit> left = new LinkedHashMap<>(units);
            left.remove(unit.definition().name(), unit);
            return new Look(left, begun);
        }

        boolean isBelieved() {
            return System.nanoTime() - begun <= BELIEVED.toNanos();
        }
    }

    UnitLeases(
            ActivePolicy policy,
            TsaConfiguration configuration,
            TimeStamps records,
            UnitKeyring keyring,
            UnitCertification certification,
            AgroalDataSource store,
            Hold hold,
            TsaCounters counters,
            WatchedClock clock,
            ProcessRoles roles,
            SecureRandom random) {
        this.policy = policy;
        this.configuration = configuration;
        this.records = records;
        this.keyring = keyring;
        this.certification = certification;
        this.store = store;
        this.hold = hold;
        this.counters = counters;
        this.clock = clock;
        this.random = random;
        this.knowsPeople = !roles.isPublicOnly();
    }

    /** Those that can sign, in the order of the policy; none when the last look is too old to be believed. */
    Collection<LeasedUnit> all() {
        Look look = last.get();
        return hold.isHeld() || !look.isBelieved() ? List.of() : look.units().values();
    }

    /** The units that this process has, by name; nothing beside those that cannot sign. */
    Map<String, Optional<LeasedUnit>> held() {
        Map<String, LeasedUnit> signing = all().stream()
                .collect(Collectors.toMap(unit -> unit.definition().name(), Function.identity()));
        return leases.keySet().stream()
                .sorted()
                .collect(Collectors.toMap(Function.identity(), name -> Optional.ofNullable(signing.get(name))));
    }

    /** What was recorded for it is refused: another process has it. */
    void drop(LeasedUnit unit) {
        LOG.warnf("the unit %s was taken by another process", unit);
        leave(unit);
    }

    /** Its block is used up: takes the next, unless another process does. */
    synchronized void renew(LeasedUnit unit) {
        leave(unit);
        refresh();
    }

    /** The lease goes before what is signed by it, so that a look under way, which stores and then compares, sees it. */
    private void leave(LeasedUnit unit) {
        Lease lease = leases.get(unit.definition().name());
        if (lease != null && unit.isOf(lease.serials())) { // not a lease that was taken since
            forget(unit.definition().name(), lease);
        }
        last.updateAndGet(look -> look.without(unit));
    }

    @DoneBy(ProcessRole.TIMESTAMP)
    void start(@Observes @Priority(AFTER_RESPONDERS) StartupEvent event) throws InterruptedException {
        for (int waited = 0; !hold.isHeld() && waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            look();
            if (last.get().units().size() == leases.size()) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS); // another process, or the job here, certifies its key
        }
        started = true;
    }

    /** Within five seconds of a revocation its unit is silent. */
    @DoneBy(ProcessRole.TIMESTAMP)
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void watch() {
        if (started) {
            refresh();
        }
    }

    /** Beside the other, which silences units and does not wait for a key to be made. */
    @DoneBy(ProcessRole.TIMESTAMP)
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void rekey() {
        if (started) {
            askForKeys();
        }
    }

    /** Nothing is signed from here on, and other processes may take the units at once. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
        synchronized (this) {
            Map.copyOf(leases).forEach(this::forget);
            last.set(new Look(Map.of(), System.nanoTime()));
        }
    }

    /** Takes what is free, leaves what is gone, and only then makes keys that are due, which may take long. */
    void look() {
        refresh();
        askForKeys();
        refresh();
    }

    /** What each unit may do now; what fails is tried again by the schedule. */
    private synchronized void refresh() {
        long begun = System.nanoTime();
        PolicyBundle bundle = policy.bundle();
        List<TimeStampPolicy.Unit> wanted = wanted(bundle);
        Map.copyOf(leases).forEach((name, lease) -> {
            if (!lease.lock().isHeld()
                    || wanted.stream().noneMatch(unit -> unit.name().equals(name))) {
                forget(name, lease);
            }
        });
        Map<String, LeasedUnit> signing = new LinkedHashMap<>();
        for (TimeStampPolicy.Unit unit : wanted) {
            try {
                signing(unit, bundle).ifPresent(ready -> signing.put(unit.name(), ready));
            } catch (RuntimeException e) {
                LOG.errorf(e, "the time-stamping unit %s cannot sign", unit.name());
            }
        }
        if (!ending) {
            last.set(new Look(signing, begun));
            Map.copyOf(signing).forEach((name, unit) -> {
                Lease lease = leases.get(name);
                if (lease == null || !unit.isOf(lease.serials())) { // dropped while this looked
                    last.updateAndGet(look -> look.without(unit));
                    signing.remove(name, unit);
                }
            });
            counters.units(signing.values());
        }
    }

    private List<TimeStampPolicy.Unit> wanted(PolicyBundle bundle) {
        return bundle.timeStamps().map(TimeStampPolicy::units).orElse(List.of()).stream()
                .filter(unit -> configuration
                        .units()
                        .map(names -> names.contains(unit.name()))
                        .orElse(true))
                .filter(unit -> knowsPeople || isForOthers(unit, bundle))
                .toList();
    }

    /** A process that does not know people would refuse everybody, and keep the unit from one that does. */
    private boolean isForOthers(TimeStampPolicy.Unit unit, PolicyBundle bundle) {
        boolean others = unit.callers().stream().anyMatch(name -> !bundle.timeStamps()
                .orElseThrow()
                .callers()
                .get(name)
                .identified()
                .orElse(false));
        if (!others && told.add(unit.name())) {
            LOG.warnf(
                    "the time-stamping unit %s is for identified callers alone, whom a process with the role timestamp alone"
                            + " does not know; it is left to one with the role registration too",
                    unit.name());
        }
        return others;
    }

    /** What keeps one key from being made does not keep the others, nor does it silence those that sign. */
    private void askForKeys() {
        asking.lock();
        try {
            PolicyBundle bundle = policy.bundle();
            wanted(bundle).stream()
                    .filter(unit -> leases.containsKey(unit.name()) && !ending)
                    .forEach(unit -> askIfDue(unit, bundle.timeStamps().orElseThrow()));
        } finally {
            asking.unlock();
        }
    }

    private Optional<LeasedUnit> signing(TimeStampPolicy.Unit unit, PolicyBundle bundle) {
        if (!leases.containsKey(unit.name())
                && !ending
                && leases.size() < configuration.unitsAtMost().orElse(Integer.MAX_VALUE)) {
            UnitLock.take(store, "tsu " + unit.name()).ifPresent(lock -> leases.put(unit.name(), lease(unit, lock)));
        }
        Lease lease = leases.get(unit.name());
        if (lease == null) {
            return Optional.empty();
        }
        String oid = bundle.certificatePolicy().resolve(unit.policy());
        if (!clock.isCompared() && !oid.startsWith(CertificatePolicy.EXAMPLE_ARC + ".")) {
            LOG.errorf(
                    "the time-stamping unit %s does not sign under %s by a clock that is compared with nothing;"
                            + " name its sources in muhr.clock.sources",
                    unit.name(), oid);
            return Optional.empty();
        }
        return keyring.active(unit).map(active -> kept(unit, oid, active, lease)
                .orElseGet(() -> new LeasedUnit(
                        unit, oid, active.key(), active.chain(), lease.serials(), lease.records(), lease.time())));
    }

    private void askIfDue(TimeStampPolicy.Unit unit, TimeStampPolicy stamps) {
        try {
            if (keyring.askIfDue(unit, Duration.ofDays(stamps.rekeyBeforeDays()))) {
                certification.answer();
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "the next key of the time-stamping unit %s is not made yet; it is tried again", unit.name());
        }
    }

    private Optional<LeasedUnit> kept(TimeStampPolicy.Unit unit, String oid, UnitKeyring.Active active, Lease lease) {
        return Optional.ofNullable(last.get().units().get(unit.name()))
                .filter(current -> current.isOf(lease.serials())
                        && current.certificate().equals(active.chain().getFirst())
                        && current.definition().equals(unit)
                        && current.policy().equals(oid));
    }

    /** A crash after the block was taken leaves its numbers unused. */
    private Lease lease(TimeStampPolicy.Unit unit, UnitLock lock) {
        try {
            int block = records.takeBlock(unit.name());
            Instant latest = records.latest(unit.name()).orElse(Instant.EPOCH);
            LOG.infof("time-stamping unit %s with block %d", unit.name(), block);
            return new Lease(
                    lock,
                    new TokenSerials(unit.number(), block, random),
                    new UnitRecords(records, unit.name(), block, UnitRecords.DEADLINE, keyring::isRevoked),
                    new UnitTime(latest));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void forget(String name, Lease lease) {
        if (leases.remove(name, lease)) {
            Optional.ofNullable(last.get().units().get(name))
                    .filter(unit -> unit.isOf(lease.serials()))
                    .ifPresent(unit -> last.updateAndGet(look -> look.without(unit)));
            lease.lock().close();
        }
    }
}
