package pk.muhr.timestamp;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRole;

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

    private final ActivePolicy policy;
    private final TsaConfiguration configuration;
    private final TimeStamps records;
    private final UnitKeyring keyring;
    private final UnitCertification certification;
    private final AgroalDataSource store;
    private final Hold hold;
    private final TsaCounters counters;
    private final SecureRandom random;
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private volatile Map<String, LeasedUnit> units = Map.of();
    private volatile boolean started;
    private volatile boolean ending;

    private record Lease(UnitLock lock, TokenSerials serials, UnitRecords records, UnitTime time) {}

    UnitLeases(
            ActivePolicy policy,
            TsaConfiguration configuration,
            TimeStamps records,
            UnitKeyring keyring,
            UnitCertification certification,
            AgroalDataSource store,
            Hold hold,
            TsaCounters counters,
            SecureRandom random) {
        this.policy = policy;
        this.configuration = configuration;
        this.records = records;
        this.keyring = keyring;
        this.certification = certification;
        this.store = store;
        this.hold = hold;
        this.counters = counters;
        this.random = random;
    }

    /** Those that can sign, in the order of the policy. */
    Collection<LeasedUnit> all() {
        return hold.isHeld() ? List.of() : units.values();
    }

    /** What was recorded for it is refused: another process has it. */
    void drop(LeasedUnit unit) {
        LOG.warnf("the unit %s was taken by another process", unit);
        leave(unit);
    }

    /** Its block is used up: takes the next, unless another process does. */
    synchronized void renew(LeasedUnit unit) {
        leave(unit);
        look();
    }

    private void leave(LeasedUnit unit) {
        if (units.get(unit.definition().name()) == unit) { // not a lease that was taken since
            forget(unit.definition().name());
        }
    }

    @DoneBy(ProcessRole.TIMESTAMP)
    void start(@Observes @Priority(AFTER_RESPONDERS) StartupEvent event) throws InterruptedException {
        for (int waited = 0; !hold.isHeld() && waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
            look();
            if (units.size() == leases.size()) {
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
            look();
        }
    }

    /** Nothing is signed from here on, and other processes may take the units at once. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ending = true;
        synchronized (this) {
            List.copyOf(leases.keySet()).forEach(this::forget);
        }
    }

    /** Takes what is free, renews what is due, leaves what is gone; what fails is tried again by the schedule. */
    synchronized void look() {
        PolicyBundle bundle = policy.bundle();
        Optional<TimeStampPolicy> stamps = bundle.timeStamps();
        List<TimeStampPolicy.Unit> wanted = stamps.map(TimeStampPolicy::units).orElse(List.of()).stream()
                .filter(unit -> configuration
                        .units()
                        .map(names -> names.contains(unit.name()))
                        .orElse(true))
                .toList();
        List.copyOf(leases.keySet()).stream()
                .filter(name -> !leases.get(name).lock().isHeld()
                        || wanted.stream().noneMatch(unit -> unit.name().equals(name)))
                .forEach(this::forget);
        Map<String, LeasedUnit> signing = new LinkedHashMap<>();
        for (TimeStampPolicy.Unit unit : wanted) {
            try {
                signing(unit, stamps.orElseThrow(), bundle).ifPresent(ready -> signing.put(unit.name(), ready));
            } catch (RuntimeException e) {
                LOG.errorf(e, "the time-stamping unit %s cannot sign", unit.name());
            }
        }
        if (!ending) {
            units = signing;
            counters.units(signing.values());
        }
    }

    private Optional<LeasedUnit> signing(TimeStampPolicy.Unit unit, TimeStampPolicy stamps, PolicyBundle bundle) {
        if (!leases.containsKey(unit.name())
                && !ending
                && leases.size() < configuration.unitsAtMost().orElse(Integer.MAX_VALUE)) {
            UnitLock.take(store, "tsu " + unit.name()).ifPresent(lock -> leases.put(unit.name(), lease(unit, lock)));
        }
        Lease lease = leases.get(unit.name());
        if (lease == null) {
            return Optional.empty();
        }
        askIfDue(unit, stamps);
        String oid = bundle.certificatePolicy().resolve(unit.policy());
        return keyring.active(unit).map(active -> kept(unit, oid, active)
                .orElseGet(() -> new LeasedUnit(
                        unit, oid, active.key(), active.chain(), lease.serials(), lease.records(), lease.time())));
    }

    /** What keeps the next key from being made does not silence the one that signs. */
    private void askIfDue(TimeStampPolicy.Unit unit, TimeStampPolicy stamps) {
        try {
            if (keyring.askIfDue(unit, Duration.ofDays(stamps.rekeyBeforeDays()))) {
                certification.answer();
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "the next key of the time-stamping unit %s is not made yet; it is tried again", unit.name());
        }
    }

    private Optional<LeasedUnit> kept(TimeStampPolicy.Unit unit, String oid, UnitKeyring.Active active) {
        return Optional.ofNullable(units.get(unit.name()))
                .filter(current -> current.certificate().equals(active.chain().getFirst())
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
                    new UnitRecords(records, unit.name(), block),
                    new UnitTime(latest));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void forget(String name) {
        Map<String, LeasedUnit> left = new LinkedHashMap<>(units);
        left.remove(name);
        units = left;
        Lease lease = leases.remove(name);
        if (lease != null) {
            lease.lock().close();
        }
    }
}
