package pk.muhr.revocation.crl;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Brings the wishes for an authority's next CRL together: one list at a time, the first at once, and what was wished
 * meanwhile in one more, no sooner than five seconds after the one before began. After a failure it waits longer, twice
 * as long each time, since every attempt uses up a number.
 */
final class CrlTurn {

    private static final long SPACING_SECONDS = 5;
    private static final int MOST_DOUBLINGS = 7;

    private enum State {
        IDLE,
        WAITING,
        RUNNING,
        RUNNING_AND_WISHED
    }

    private final ScheduledExecutorService executor;
    private final BooleanSupplier work;
    private State state = State.IDLE;
    private long earliest = System.nanoTime();
    private int failures;

    /** @param work makes one list and says whether it succeeded; never throws */
    CrlTurn(ScheduledExecutorService executor, BooleanSupplier work) {
        this.executor = executor;
        this.work = work;
    }

    /** Wishes for a list that begins after this call. Returns at once. */
    synchronized void ask() {
        switch (state) {
            case IDLE -> later(earliest - System.nanoTime());
            case RUNNING -> state = State.RUNNING_AND_WISHED;
            case WAITING, RUNNING_AND_WISHED -> {
                // the list to come will hold it
            }
        }
    }

    private void later(long nanos) {
        state = State.WAITING;
        executor.schedule(this::run, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void run() {
        long begun = begin();
        boolean done = false;
        try {
            done = work.getAsBoolean();
        } finally {
            end(begun, done);
        }
    }

    private synchronized long begin() {
        state = State.RUNNING;
        return System.nanoTime();
    }

    private synchronized void end(long begun, boolean done) {
        failures = done ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
        earliest = begun + TimeUnit.SECONDS.toNanos(SPACING_SECONDS << failures);
        if (state == State.RUNNING_AND_WISHED || !done) {
            later(earliest - System.nanoTime());
        } else {
            state = State.IDLE;
        }
    }
}
