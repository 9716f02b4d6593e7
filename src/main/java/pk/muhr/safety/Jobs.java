package pk.muhr.safety;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
                            timed(meters, name, work(methods.createInvoker(method.getInvokerClassName()), times)),
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
    private static Job.Work timed(MeterRegistry meters, String name, Job.Work work) {
        Timer timer = meters.timer("muhr.job", "job", name);
        return execution -> timer.recordCallable(() -> {
            work.run(execution);
            return null;
        });
    }

    private static Job.Work work(ScheduledInvoker invoker, Scheduled times) {
        Scheduled.SkipPredicate skip = SchedulerUtils.instantiateBeanOrClass(times.skipExecutionIf());
        return execution -> {
            if (skip.test(execution)) {
                return;
            }
            CompletionStage<Void> done = invoker.invoke(execution);
            try {
                done.toCompletableFuture().get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        };
    }
}
