package pk.muhr.command.bench;

import java.util.Locale;

/**
 * One goal and what was measured for it.
 *
 * @param id its number in the list of goals, such as {@code P3}
 * @param name what was measured
 * @param value a rate, or a ratio to a baseline of the same run
 * @param unit what stands behind a rate or a time; empty for a ratio
 * @param limit the goal
 * @param atMost whether the goal is not to exceed the limit; otherwise to reach it
 */
record Goal(String id, String name, double value, String unit, double limit, boolean atMost) {

    /** A goal for the time that one operation takes. */
    static Goal milliseconds(String id, String name, double milliseconds, double atMost) {
        return atMost(id, name, milliseconds, " ms", atMost);
    }

    /** A goal for a rate per second of processor time. */
    static Goal rate(String id, String name, double perCpuSecond, double atLeast) {
        return new Goal(id, name, perCpuSecond, "/CPU-s", atLeast, false);
    }

    /** A goal for a ratio to a baseline. */
    static Goal ratio(String id, String name, double ratio, double atLeast) {
        return new Goal(id, name, ratio, "", atLeast, false);
    }

    /** A goal for what something takes: a part of a baseline, or so much of a unit. */
    static Goal atMost(String id, String name, double value, String unit, double atMost) {
        return new Goal(id, name, value, unit, atMost, true);
    }

    boolean isReached() {
        return atMost ? value <= limit : value >= limit;
    }

    /** {@code P1 ocsp-cached-get 0.83 (goal >= 0.80) ok}; a value is cut so that it never looks reached when it is not. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s %s%s (goal %s %s) %s",
                id,
                name,
                shown(),
                unit,
                atMost ? "<=" : ">=",
                atMost ? String.valueOf(limit) : String.format(Locale.ROOT, form(), limit),
                isReached() ? "ok" : "short");
    }

    private String shown() {
        double hundredths = atMost ? Math.ceil(value * 100) : Math.floor(value * 100);
        return String.format(Locale.ROOT, form(), form().equals("%.0f") ? Math.floor(value) : hundredths / 100);
    }

    private String form() {
        return unit.isEmpty() || atMost ? "%.2f" : "%.0f";
    }
}
