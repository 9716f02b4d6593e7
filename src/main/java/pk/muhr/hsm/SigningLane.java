package pk.muhr.hsm;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import pk.muhr.x509.Der;

/**
 * The few platform threads that go into one token. A native call cannot be interrupted and holds its thread, so callers
 * wait outside, up to the deadline, and a token that hangs takes no more than these threads with it.
 */
final class SigningLane implements AutoCloseable {

    /** Probes that find every thread still hanging, after which the lane counts as hung for good. */
    private static final int PROBES_BEFORE_HUNG = 3;

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TokenLabel token;
    private final Duration deadline;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger hungProbes = new AtomicInteger();
    private final LongAdder abandoned = new LongAdder();

    SigningLane(TokenLabel token, HsmConfiguration limits, CircuitBreaker breaker) {
        this.token = token;
        this.deadline = limits.deadline();
        this.breaker = breaker;
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.queue()),
                Thread.ofPlatform().daemon().name("token-" + token + "-", 1).factory());
    }

    /**
     * Runs the work on one of the threads and waits for it.
     *
     * @throws TokenUnavailable when the token is paused, its queue is full or the deadline passes; else whatever the
     *     work throws
     */
    Der run(Callable<Der> work) {
        if (!breaker.admits()) {
            throw new TokenUnavailable("token " + token
                    + " failed or missed its deadline several times in a row and is left alone for a while; try later"
                    + " and look at the token");
        }
        Errand errand = new Errand(work, breaker.isOpen());
        try {
            threads.execute(errand);
        } catch (RejectedExecutionException e) {
            breaker.undecided();
            throw new TokenUnavailable("token " + token + " is busy: its queue is full; try later", e);
        }
        return await(errand);
    }

    /** Signatures that the token made after nobody waited for them any more. */
    long abandoned() {
        return abandoned.sum();
    }

    /** Whether every thread has been hanging in the token through several pauses; nothing inside this process helps. */
    boolean isHung() {
        return hungProbes.get() >= PROBES_BEFORE_HUNG;
    }

    /** Takes no more work and lets that which runs finish, for at most five seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Der await(Errand errand) {
        try {
            Der made = errand.result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            succeeded();
            return made;
        } catch (ExecutionException e) {
            breaker.undecided();
            throw rethrown(e);
        } catch (TimeoutException e) {
            return giveUp(errand, "did not sign within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(errand, "was not waited for: the caller was interrupted", e);
        }
    }

    private Der giveUp(Errand errand, String why, Exception cause) {
        boolean started = !errand.withdraw();
        if (started && !errand.result.cancel(false)) {
            return finished(errand); // it was ready at the last moment: take it rather than lose it
        }
        if (started) {
            hanging.incrementAndGet();
        } else {
            threads.remove(errand);
        }
        if (errand.probe && hanging.get() >= threads.getMaximumPoolSize()) {
            hungProbes.incrementAndGet();
        }
        if (cause instanceof TimeoutException) {
            breaker.failed();
        } else {
            breaker.undecided();
        }
        throw new TokenUnavailable("token " + token + " " + why + "; try later and look at the token", cause, started);
    }

    private Der finished(Errand errand) {
        try {
            Der made = errand.result.resultNow();
            succeeded();
            return made;
        } catch (IllegalStateException e) {
            breaker.undecided();
            throw rethrown(new ExecutionException(errand.result.exceptionNow()));
        }
    }

    private void succeeded() {
        breaker.succeeded();
        if (hungProbes.get() != 0) {
            hungProbes.set(0);
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
    }

    private enum Stage {
        WAITING,
        STARTED,
        WITHDRAWN
    }

    /** Work that can be withdrawn only while it certainly has not begun. */
    private final class Errand implements Runnable {

        private final FutureTask<Der> result;
        private final boolean probe;
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
        private boolean signed; // read and written by the thread that runs the work

        /** @param probe whether it is the one attempt after a pause */
        Errand(Callable<Der> work, boolean probe) {
            this.probe = probe;
            this.result = new FutureTask<>(() -> {
                Der made = work.call();
                signed = true;
                return made;
            });
        }

        boolean withdraw() {
            return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN);
        }

        @Override
        public void run() {
            if (!stage.compareAndSet(Stage.WAITING, Stage.STARTED)) {
                return;
            }
            result.run();
            if (result.isCancelled()) {
                hanging.decrementAndGet();
                if (signed) {
                    abandoned.increment();
                }
            }
        }
    }
}
