package pk.muhr.safety.clock;

import java.time.Duration;

/**
 * What a source said of this machine's clock.
 *
 * @param offset what must be added to our time to have the source's
 * @param error how far the source's own time may be from UTC, with the way there
 * @param leapSecond whether it announces one for the end of the day
 */
record ClockLook(Duration offset, Duration error, boolean leapSecond) {

    Duration earliest() {
        return offset.minus(error);
    }

    Duration latest() {
        return offset.plus(error);
    }
}
