package pk.muhr.safety;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import org.jboss.logging.Logger;

/** A job of this process, and when it ran. What it throws is logged, and the next time comes as if it had not. */
public final class Job implements Trigger {

    private static final Logger LOG = Logger.getLogger(Job.class);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final String name;
    private final Duration delay;
    private final Duration every;
    private final Work work;
    private final Clock clock;
    private final LongSupplier nanos;
    private volatile Times times = new Times(Optional.empty(), Optional.empty());

    /** What it does. */
    @FunctionalInterface
    interface Work {

        /** Does it once. */
        void run(ScheduledExecution execution) throws Exception;
    }

    /** One time that it runs, as the framework tells its methods. */
    private record Execution(Job job, Instant fired, Instant wanted) implements ScheduledExecution {

        @Override
        public Trigger getTrigger() {
            return job;
        }

        @Override
        public Instant getFireTime() {
            return fired;
        }

        @Override
        public Instant getScheduledFireTime() {
            return wanted;
        }
    }

    /** Readings of the monotonic clock, in nanoseconds. */
    private record Times(Optional<Long> last, Optional<Long> next) {}

    /**
     * One that has not begun.
     *
     * @param name its class in lower and upper case, a number sign and its method
     * @param delay before it runs first
     * @param every from one begin to the next
     * @param nanos the monotonic clock
     */
    Job(String name, Duration delay, Duration every, Work work, Clock clock, LongSupplier nanos) {
        this.name = name;
        this.delay = delay;
        this.every = every;
        this.work = work;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The class and the method that do it, such as {@code issuance.OrphanSweep.sweep}. */
    public String name() {
        return name;
    }

    /** When it ran last, told by the clock as it is set now. */
    public Optional<Instant> last() {
        return times.last().map(this::told);
    }

    /** When it is to run next, told by the clock as it is set now. */
    public Optional<Instant> next() {
        return times.next().map(this::told);
    }

    /** Whether it should have run and did not. */
    public boolean late() {
        return times.next()
                .filter(next -> nanos.getAsLong() - next > LATE.toNanos())
                .isPresent();
    }

    @Override
    public String getId() {
        return name;
    }

    @Override
    public Instant getNextFireTime() {
        return next().orElse(null);
    }

    @Override
    public Instant getPreviousFireTime() {
        return last().orElse(null);
    }

    @Override
    public boolean isOverdue() {
        return late();
    }

    private Instant told(long reading) {
        return clock.instant().plusNanos(reading - nanos.getAsLong());
    }

    /** It begins; the answer is how long to wait before the first time. */
    Duration begin() {
        times = new Times(Optional.empty(), Optional.of(nanos.getAsLong() + delay.toNanos()));
        return delay;
    }

    /** Does it once; the answer is how long to wait before the next time. Times that it took longer than are left out. */
    Duration run() {
        long begun = nanos.getAsLong();
        Execution execution = new Execution(this, told(begun), told(times.next().orElse(begun)));
        times = new Times(Optional.of(begun), Optional.of(begun + every.toNanos()));
        try {
            work.run(execution);
        } catch (Throwable e) { // an Error too: it would never run again, and nobody would know
            LOG.errorf(e, "%s failed; it is tried again at its next time", name);
        }
        long took = nanos.getAsLong() - begun;
        long wait = every.toNanos() - took % every.toNanos();
        times = new Times(Optional.of(begun), Optional.of(begun + took + wait));
        return Duration.ofNanos(wait);
    }
}
