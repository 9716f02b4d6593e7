package pk.muhr.hsm;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Leaves a failing token alone: after a number of failures in a row nothing is admitted for a while, then one attempt,
 * whose outcome decides. Without it every caller would wait the whole deadline for a token that hangs.
 */
final class CircuitBreaker {

    private final int threshold;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile long openedAt;

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    CircuitBreaker(int threshold, Duration pause, LongSupplier nanoTime) {
        this.threshold = threshold;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether the caller may go on; then it must report exactly one of the three outcomes below. */
    boolean admits() {
        if (!isOpen()) {
            return true;
        }
        return nanoTime.getAsLong() - openedAt >= pauseNanos && probing.compareAndSet(false, true);
    }

    void succeeded() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
            probing.set(false);
        }
    }

    void failed() {
        openedAt = nanoTime.getAsLong();
        failuresInARow.incrementAndGet();
        probing.set(false);
    }

    /** The attempt ended in a way that says nothing of the token. */
    void undecided() {
        probing.set(false);
    }

    /** Whether nobody is admitted at this moment, not even one attempt. */
    boolean isShut() {
        return isOpen() && nanoTime.getAsLong() - openedAt < pauseNanos;
    }

    boolean isOpen() {
        return failuresInARow.get() >= threshold;
    }
}
