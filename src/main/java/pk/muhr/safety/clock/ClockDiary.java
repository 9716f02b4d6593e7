package pk.muhr.safety.clock;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.eclipse.microprofile.config.Config;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.InstanceName;
import pk.muhr.safety.ProcessRole;

/** Writes down how the clock is, at each change and once in a minute, for the auditor and the people who run the service. */
@ApplicationScoped
class ClockDiary {

    /** Of five seconds, in a minute. */
    private static final int ROUNDS = 12;

    private final WatchedClock clock;
    private final ClockSamples samples;
    private final InstanceName instance;
    private Optional<Boolean> said = Optional.empty();
    private int silent;

    ClockDiary(WatchedClock clock, ClockSamples samples, Config settings) {
        this.clock = clock;
        this.samples = samples;
        this.instance = InstanceName.of(settings);
    }

    @DoneBy({ProcessRole.TIMESTAMP, ProcessRole.AUTHORITY})
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void write() {
        boolean good = clock.isGood();
        silent++;
        if (clock.hasLooked() && (silent >= ROUNDS || !said.equals(Optional.of(good)))) {
            samples.add(instance, good, clock.look());
            said = Optional.of(good);
            silent = 0;
        }
    }
}
