package pk.muhr.command.bench;

import java.time.Duration;

/**
 * What one window of time showed.
 *
 * @param name what was done, such as {@code issuance-p256}
 * @param operations how many were finished within the window
 * @param window its length
 * @param processor processor time, user and system, that the measured processes took in it
 * @param latencies how long each took; empty where that was not looked at
 */
record Measurement(String name, long operations, Duration window, Duration processor, Latencies latencies) {

    Measurement {
        if (operations <= 0 || !processor.isPositive() || !window.isPositive()) {
            throw new IllegalArgumentException(
                    name + ": nothing was measured (" + operations + " operations in " + window + ")");
        }
    }

    /** The same, where each of the operations did this many. */
    Measurement times(int each) {
        return new Measurement(name, operations * each, window, processor, latencies);
    }

    double perSecond() {
        return operations / seconds(window);
    }

    double perCpuSecond() {
        return operations / seconds(processor);
    }

    /** How many processors were busy with it on average. */
    double processors() {
        return seconds(processor) / seconds(window);
    }

    /** This rate per CPU-second as a part of another's. */
    double ratioTo(Measurement baseline) {
        return perCpuSecond() / baseline.perCpuSecond();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
