package pk.muhr.safety.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a source said of this machine's clock.
 *
 * @param offset what must be added to our time to have the source's
 * @param error how far the source's own time may be from UTC, with the way there
 * @param leapSecond whether it announces one for the end of the day
 * @param heard when it heard its own sources last, by this machine's clock then; nothing where it says what is so now
 */
record ClockLook(Duration offset, Duration error, boolean leapSecond, Optional<Instant> heard) {

    ClockLook(Duration offset, Duration error, boolean leapSecond) {
        this(offset, error, leapSecond, Optional.empty());
    }

    Duration earliest() {
        return offset.minus(error);
    }

    Duration latest() {
        return offset.plus(error);
    }
}
