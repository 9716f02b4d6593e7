package pk.muhr.command.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalInt;

/** Durations of single operations in microseconds, kept whole, so that a percentile is one that really occurred. */
final class Latencies {

    private static final int FIRST_SIZE = 1024;

    private int[] micros = new int[FIRST_SIZE];
    private int count;

    /** Adds one; more than half an hour counts as half an hour. */
    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = (int) Math.min(nanos / 1000, Integer.MAX_VALUE);
    }

    int count() {
        return count;
    }

    /** All of them together. */
    static Latencies of(Collection<Latencies> parts) {
        Latencies all = new Latencies();
        all.micros = parts.stream()
                .flatMapToInt(part -> Arrays.stream(part.micros, 0, part.count))
                .toArray();
        all.count = all.micros.length;
        Arrays.sort(all.micros);
        return all;
    }

    /** No operation. */
    static Latencies none() {
        return new Latencies();
    }

    /**
     * The smallest duration that at least this part of the operations did not exceed (nearest rank); of {@link #of} only,
     * which sorts.
     *
     * @param part above 0, at most 1
     */
    OptionalInt percentile(double part) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(micros[(int) Math.ceil(part * count) - 1]);
    }
}
