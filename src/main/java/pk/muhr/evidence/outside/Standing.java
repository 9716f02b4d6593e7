package pk.muhr.evidence.outside;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

/** How somebody outside stands: since when they have all, and why not. One thing at a time is sent to each. */
final class Standing {

    private static final Logger LOG = Logger.getLogger(Standing.class);

    private final String name;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant current;
    private volatile Optional<Instant> success = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    Standing(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.current = clock.instant();
    }

    /**
     * Does it in another thread, unless it is under way.
     *
     * @param work answers why it failed, if it did
     */
    void turn(Executor executor, Callable<Optional<String>> work) {
        if (busy.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    work(work);
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** The same in this thread. */
    void work(Callable<Optional<String>> work) {
        Instant begin = clock.instant();
        try {
            record(begin, work.call());
        } catch (Exception e) { // whoever it comes from, the next turn tries again
            record(begin, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void record(Instant begin, Optional<String> why) {
        if (why.isEmpty()) {
            current = begin;
            success = Optional.of(begin);
            failure.ifPresent(_ -> LOG.infof("%s: it goes on", name));
        } else {
            failures.incrementAndGet();
            if (failure.isEmpty()) {
                LOG.warnf("%s: %s; it is tried again", name, why.get());
            }
        }
        failure = why;
    }

    String name() {
        return name;
    }

    /** Everything up to then is with them; in the beginning, when this process began. */
    Instant current() {
        return current;
    }

    /** When that was last found. */
    Optional<Instant> success() {
        return success;
    }

    /** Why not, the last time. */
    Optional<String> failure() {
        return failure;
    }

    long failures() {
        return failures.get();
    }
}
