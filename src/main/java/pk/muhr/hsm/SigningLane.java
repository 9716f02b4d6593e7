package pk.muhr.hsm;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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

    /**
     * Of the places in the queue, one in so many is for callers that do not wait: a few keep the token busy, and more
     * would take the places of those whose threads wait for it.
     */
    private static final int UNATTENDED_SHARE = 8;

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final TokenLabel token;
    private final Duration deadline;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;
    private final int mostUnattended;
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger hungProbes = new AtomicInteger();
    private final LongAdder abandoned = new LongAdder();

    SigningLane(TokenLabel token, HsmConfiguration limits, CircuitBreaker breaker) {
        this.token = token;
        this.deadline = limits.deadline();
        this.breaker = breaker;
        this.mostUnattended = Math.max(1, limits.queue() / UNATTENDED_SHARE);
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
        Errand errand = admitted(work);
        try {
            return errand.result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            errand.missDeadline(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            errand.giveUp("was not waited for: the caller was interrupted", e, breaker::undecided);
        }
        return errand.outcome();
    }

    /**
     * Runs the work on one of the threads and does not wait. It ends as {@link #run} does, on that thread or, when the
     * deadline passes, on another.
     *
     * @throws TokenUnavailable when the token is paused, or so many wait already that whoever can wait should
     */
    CompletionStage<Der> start(Callable<Der> work) {
        if (threads.getQueue().size() >= mostUnattended) {
            throw new TokenUnavailable("token " + token + " is busy; try later");
        }
        Errand errand = admitted(work);
        errand.result.copy().orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS).whenComplete((_, failure) -> {
            if (failure instanceof TimeoutException e) {
                errand.missDeadline(e);
            }
        });
        return errand.result;
    }

    private Errand admitted(Callable<Der> work) {
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
        return errand;
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

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException thrown ? thrown : new IllegalStateException(failure);
    }

    /** Whoever takes an errand from one stage to the next says how it ended. */
    private enum Stage {
        WAITING,
        STARTED,
        ENDED,
        GIVEN_UP
    }

    /** Work that can be withdrawn only while it certainly has not begun. */
    private final class Errand implements Runnable {

        private final Callable<Der> work;
        private final boolean probe;
        private final CompletableFuture<Der> result = new CompletableFuture<>();
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

        /** @param probe whether it is the one attempt after a pause */
        Errand(Callable<Der> work, boolean probe) {
            this.work = work;
            this.probe = probe;
        }

        @Override
        public void run() {
            if (!stage.compareAndSet(Stage.WAITING, Stage.STARTED)) {
                return;
            }
            try {
                made(work.call());
            } catch (Throwable e) { // whoever asked gets it
                failed(e);
            }
        }

        private void made(Der signature) {
            if (stage.compareAndSet(Stage.STARTED, Stage.ENDED)) {
                breaker.succeeded();
                if (hungProbes.get() != 0) {
                    hungProbes.set(0);
                }
                result.complete(signature);
            } else {
                hanging.decrementAndGet();
                abandoned.increment();
            }
        }

        private void failed(Throwable failure) {
            if (stage.compareAndSet(Stage.STARTED, Stage.ENDED)) {
                breaker.undecided();
                result.completeExceptionally(failure);
            } else {
                hanging.decrementAndGet();
            }
        }

        void missDeadline(TimeoutException cause) {
            giveUp("did not sign within " + deadline.toMillis() + " ms", cause, breaker::failed);
        }

        /** Does nothing to an errand that ended at the last moment: its result is taken rather than lost. */
        void giveUp(String why, Exception cause, Runnable verdict) {
            boolean started = !stage.compareAndSet(Stage.WAITING, Stage.GIVEN_UP);
            if (started && !stage.compareAndSet(Stage.STARTED, Stage.GIVEN_UP)) {
                return;
            }
            if (started) {
                hanging.incrementAndGet();
            } else {
                threads.remove(this);
            }
            if (probe && hanging.get() >= threads.getMaximumPoolSize()) {
                hungProbes.incrementAndGet();
            }
            verdict.run();
            result.completeExceptionally(new TokenUnavailable(
                    "token " + token + " " + why + "; try later and look at the token", cause, started));
        }

        Der outcome() {
            try {
                return result.join();
            } catch (CompletionException e) {
                throw rethrown(e.getCause());
            }
        }
    }
}
