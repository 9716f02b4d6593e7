package pk.muhr.timestamp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.eclipse.microprofile.config.Config;

import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.InstanceName;
import pk.muhr.safety.ProcessRole;

/** Says of the units of this process whether they give time-stamps, at each change and once in a minute. */
@ApplicationScoped
class UnitDiary {

    /** Of five seconds, in a minute. */
    private static final int ROUNDS = 12;

    private final UnitLeases leases;
    private final UnitVerdicts verdicts;
    private final UnitWords words;
    private final TsaCounters counters;
    private final ActivePolicy policy;
    private final InstanceName instance;
    private Map<String, Optional<String>> said = Map.of();
    private int silent;

    UnitDiary(
            UnitLeases leases,
            UnitVerdicts verdicts,
            UnitWords words,
            TsaCounters counters,
            ActivePolicy policy,
            Config settings) {
        this.leases = leases;
        this.verdicts = verdicts;
        this.words = words;
        this.counters = counters;
        this.policy = policy;
        this.instance = InstanceName.of(settings);
    }

    @DoneBy(ProcessRole.TIMESTAMP)
    @Scheduled(every = "5s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void write() {
        Map<String, Optional<String>> now = new LinkedHashMap<>();
        policy.bundle().timeStamps().ifPresent(stamps -> leases.held()
                .forEach((name, unit) -> now.put(name, trouble(unit, stamps))));
        silent++;
        if (silent >= ROUNDS || !now.equals(said)) {
            words.add(instance, now, counters.refusals());
            said = now;
            silent = 0;
        }
    }

    private Optional<String> trouble(Optional<LeasedUnit> unit, TimeStampPolicy stamps) {
        return unit.map(leased -> verdicts.trouble(leased, stamps))
                .orElse(Optional.of(
                        "no key of it signs here: it has no certificate, its certificate is revoked, or the key"
                                + " is not on this process's token"));
    }
}
