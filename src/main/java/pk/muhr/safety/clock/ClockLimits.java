package pk.muhr.safety.clock;

import java.time.Duration;

/**
 * How far off the clock may be, whichever way.
 *
 * @param alarm from this offset on somebody is to look at it
 * @param step from this on it was set, which stops time-stamps and is on record
 * @param issuanceStep beyond this no certificate is issued
 */
record ClockLimits(Duration alarm, Duration step, Duration issuanceStep) {

    /** What lies between the readings of two clocks: a leap second is a second more or less that. */
    private static final Duration NOISE = Duration.ofMillis(10);

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_ISSUANCE_STEP = Duration.ofSeconds(5);

    ClockLimits {
        require("alarm", alarm, Duration.ofDays(1), "PT0.1S");
        require("step", step, LONGEST_STEP, "PT1S");
        require("issuance-step", issuanceStep, LONGEST_ISSUANCE_STEP, "PT5S");
        if (issuanceStep.compareTo(step) < 0) {
            throw new IllegalStateException(
                    "muhr.clock.issuance-step is less than muhr.clock.step; write the same or more");
        }
    }

    private static void require(String name, Duration limit, Duration most, String example) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(most) > 0) {
            throw new IllegalStateException("muhr.clock." + name + " is " + limit
                    + ", which is not above nothing and at most " + most + "; write " + example + " or less");
        }
    }

    boolean isStep(Duration jump) {
        return jump.abs().compareTo(step.minus(NOISE)) >= 0;
    }

    boolean stopsIssuance(Duration offset) {
        return offset.abs().compareTo(issuanceStep) > 0;
    }

    boolean alarms(Duration offset) {
        return offset.abs().compareTo(alarm) >= 0;
    }
}
