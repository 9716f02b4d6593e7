package pk.muhr.command.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What the benches found: a table for people, then one line for every goal. */
final class Findings {

    private static final String ROW = "%-24s %12s %12s %10s %10s %6s%n";

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> ratios = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    /** A ratio that no goal is set for. */
    void compare(Measurement measurement, Measurement baseline) {
        ratios.add(String.format(
                Locale.ROOT,
                "%s is %.3f x %s, per CPU-second",
                measurement.name(),
                measurement.ratioTo(baseline),
                baseline.name()));
    }

    /** A sentence that is no measurement of requests. */
    void note(String sentence) {
        ratios.add(sentence);
    }

    void add(Goal goal) {
        goals.add(goal);
    }

    /** The goals that were not reached. */
    List<Goal> shortOf() {
        return goals.stream().filter(goal -> !goal.isReached()).toList();
    }

    void print(PrintStream out) {
        if (!measurements.isEmpty()) {
            out.printf(Locale.ROOT, ROW, "", "per CPU-s", "per s", "p50 ms", "p99 ms", "CPUs");
        }
        for (Measurement m : measurements) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    m.name(),
                    String.format(Locale.ROOT, "%.0f", m.perCpuSecond()),
                    String.format(Locale.ROOT, "%.0f", m.perSecond()),
                    millis(m.latencies().percentile(0.50)),
                    millis(m.latencies().percentile(0.99)),
                    String.format(Locale.ROOT, "%.2f", m.processors()));
        }
        ratios.forEach(out::println);
        goals.forEach(out::println);
        out.flush();
    }

    private static String millis(OptionalInt micros) {
        return micros.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", micros.getAsInt() / 1000.0);
    }
}
