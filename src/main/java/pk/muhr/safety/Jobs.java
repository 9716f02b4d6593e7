package pk.muhr.safety;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import io.quarkus.scheduler.common.runtime.ScheduledInvoker;
import io.quarkus.scheduler.common.runtime.ScheduledMethod;
import io.quarkus.scheduler.common.runtime.SchedulerContext;
import io.quarkus.scheduler.common.runtime.util.SchedulerUtils;

/**
 * Does every {@link Scheduled} method at its interval, by the monotonic clock. The framework's own timer compares wall
 * clocks, so a clock that was ahead and is set back silences every job until that time comes again; it is switched off
 * ({@code quarkus.scheduler.enabled}), and what the framework knows of the methods is used as by its other timers. A job
 * never overlaps itself.
 */
@ApplicationScoped
public class Jobs {

    private final List<Job> jobs = new ArrayList<>();
    private final ScheduledExecutorService executor;
    private volatile boolean ended;

    Jobs(SchedulerContext methods, ScheduledExecutorService executor, MeterRegistry meters, Clock clock) {
        this.executor = executor;
        for (ScheduledMethod method : methods.getScheduledMethods()) {
            String name = method.getMethodDescription()
                    .replaceFirst("^pk\\.muhr\\.", "")
                    .replace('#', '.');
            for (Scheduled times : method.getSchedules()) {
                OptionalLong every = every(name, times);
                if (every.isPresent()) {
                    jobs.add(new Job(
                            name,
                            delay(times),
                            Duration.ofMillis(every.getAsLong()),
                            timed(meters, name, work(methods.createInvoker(method.getInvokerClassName()), name, times)),
                            clock,
                            System::nanoTime));
                }
            }
        }
    }

    /** Those that are not off in the configuration. */
    public List<Job> all() {
        return List.copyOf(jobs);
    }

    /** Begins with all; to be called once, when the installation is open. */
    public void begin() {
        jobs.forEach(job -> after(job.begin(), job));
    }

    /** What runs goes on to its end; nothing begins. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        ended = true;
    }

    private void after(Duration wait, Job job) {
        try {
            executor.schedule(() -> run(job), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!ended) { // else the process ends
                throw e;
            }
        }
    }

    private void run(Job job) {
        if (!ended) {
            after(job.run(), job);
        }
    }

    /**
     * How often, in milliseconds; not at all where it is off.
     *
     * @throws IllegalStateException for times of the wall clock, and for a job that might overlap itself
     */
    static OptionalLong every(String name, Scheduled times) {
        if (!times.cron().isEmpty()
                || times.every().isEmpty()
                || times.concurrentExecution() != Scheduled.ConcurrentExecution.SKIP) {
            throw new IllegalStateException(name + " is no job that runs at intervals and never beside itself");
        }
        return SchedulerUtils.parseEveryAsMillis(times);
    }

    private static Duration delay(Scheduled times) {
        return times.delayed().isEmpty()
                ? Duration.of(times.delay(), times.delayUnit().toChronoUnit())
                : Duration.ofMillis(SchedulerUtils.parseDelayedAsMillis(times));
    }

    /** How often it ran and how long that took, for the operators: a count that stands still is a job that does. */
    private static Callable<Void> timed(MeterRegistry meters, String name, Callable<Void> work) {
        Timer timer = meters.timer("muhr.job", "job", name);
        return () -> timer.recordCallable(work);
    }

    private static Callable<Void> work(ScheduledInvoker invoker, String name, Scheduled times) {
        Unused execution = new Unused(name);
        Scheduled.SkipPredicate skip = SchedulerUtils.instantiateBeanOrClass(times.skipExecutionIf());
        return () -> {
            if (skip.test(execution)) {
                return null;
            }
            CompletionStage<Void> done = invoker.invoke(execution);
            try {
                return done.toCompletableFuture().get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        };
    }

    /** What a method could ask about its times, which none of ours does. */
    private record Unused(String name) implements ScheduledExecution, Trigger {

        @Override
        public Trigger getTrigger() {
            return this;
        }

        @Override
        public Instant getFireTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant getScheduledFireTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getId() {
            return name;
        }

        @Override
        public Instant getNextFireTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant getPreviousFireTime() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOverdue() {
            throw new UnsupportedOperationException();
        }
    }
}
