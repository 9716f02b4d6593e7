package pk.muhr.command.bench;

import java.util.Locale;

/**
 * One goal and what was measured for it.
 *
 * @param id its number in the list of goals, such as {@code P3}
 * @param name what was measured
 * @param value a rate, or a ratio to a baseline of the same run
 * @param unit what stands behind a rate; empty for a ratio
 * @param atLeast the goal
 */
record Goal(String id, String name, double value, String unit, double atLeast) {

    /** A goal for a rate per second of processor time. */
    static Goal rate(String id, String name, double perCpuSecond, double atLeast) {
        return new Goal(id, name, perCpuSecond, "/CPU-s", atLeast);
    }

    /** A goal for a ratio to a baseline. */
    static Goal ratio(String id, String name, double ratio, double atLeast) {
        return new Goal(id, name, ratio, "", atLeast);
    }

    boolean isReached() {
        return value >= atLeast;
    }

    /** {@code P1 ocsp-cached-get 0.83 (goal >= 0.80) ok}; a value is cut, not rounded, so that it never looks reached. */
    @Override
    public String toString() {
        String form = unit.isEmpty() ? "%.2f" : "%.0f";
        double shown = unit.isEmpty() ? Math.floor(value * 100) / 100 : Math.floor(value);
        return String.format(
                Locale.ROOT,
                "%s %s " + form + "%s (goal >= " + form + ") %s",
                id,
                name,
                shown,
                unit,
                atLeast,
                isReached() ? "ok" : "short");
    }
}
