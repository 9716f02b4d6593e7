package pk.muhr.timestamp;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.safety.clock.TimeNotTrusted;
import pk.muhr.safety.clock.WatchedClock;

/** Whether a unit of this process would give a time-stamp now. */
@ApplicationScoped
class UnitVerdicts {

    private final WatchedClock clock;

    UnitVerdicts(WatchedClock clock) {
        this.clock = clock;
    }

    /** Why it would not; nothing where it would. */
    Optional<String> trouble(LeasedUnit unit, TimeStampPolicy stamps) {
        try {
            unit.requireReady();
            return unit.signsAt(clock.within(unit.bound(), stamps.clockSampleMaximum())
                            .time())
                    ? Optional.empty()
                    : Optional.of("its key is not used any more");
        } catch (TimeNotTrusted | TokenUnavailable e) {
            return Optional.of(e.getMessage());
        }
    }
}
