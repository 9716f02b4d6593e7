package pk.muhr.command.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;

import pk.muhr.command.bench.Series.Answer;
import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;

/**
 * Load as clients make it: a number of HTTP/1.1 connections that stay open, on each the next request as soon as the last
 * one was answered.
 */
final class Load implements AutoCloseable {

    private static final int EVENT_LOOPS = 2;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpClient client;
    private final Shape shape;

    private Load(Vertx vertx, HttpClient client, Shape shape) {
        this.vertx = vertx;
        this.client = client;
        this.shape = shape;
    }

    /** How much and how long; the warm-up is the shortest one. */
    record Shape(int connections, Duration warmUp, Duration window) {}

    /** To a plain HTTP port of this machine. */
    static Load http(Vertx vertx, int port, Shape shape) {
        return new Load(vertx, client(vertx, new HttpClientOptions(), port, shape), shape);
    }

    /** To an HTTPS port of this machine whose certificate the given root vouches for. */
    static Load https(Vertx vertx, int port, Path root, Shape shape) {
        HttpClientOptions tls = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(root.toString()));
        return new Load(vertx, client(vertx, tls, port, shape), shape);
    }

    private static HttpClient client(Vertx vertx, HttpClientOptions options, int port, Shape shape) {
        options.setDefaultHost("localhost").setDefaultPort(port).setKeepAlive(true);
        return vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(shape.connections()).setEventLoopSize(EVENT_LOOPS));
    }

    /** One request, waited for. */
    Answer once(Request request) {
        return waitFor(send(request).toCompletionStage().toCompletableFuture());
    }

    /** One request whose answer takes its time. */
    Answer patiently(Request request) {
        return waitFor(send(request).toCompletionStage().toCompletableFuture(), PATIENCE);
    }

    /**
     * Runs a series: warm-up, then the window.
     *
     * @param processorTime of the processes that are measured
     * @throws Refused at the first answer that is not the expected one
     */
    Measurement run(Series series, ProcessorTime processorTime, Progress progress) {
        Run run = new Run(series);
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < shape.connections(); i++) {
            loops.add(new Loop(run, i));
        }
        loops.forEach(Loop::next);
        try {
            warmUp(run, processorTime, progress);
            return measured(run, loops, processorTime);
        } finally {
            letEnd(run, loops);
        }
    }

    /** The service is stopped only when it owes no answer; else it fails requests while it closes, and says so. */
    private static void letEnd(Run run, List<Loop> loops) {
        run.ending = true;
        CompletableFuture.allOf(loops.stream().map(loop -> loop.ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Measurement measured(Run run, List<Loop> loops, ProcessorTime processorTime) {
        Duration before = processorTime.used();
        long begin = System.nanoTime();
        run.counting = true;
        run.pause(shape.window());
        run.counting = false;
        Duration window = Duration.ofNanos(System.nanoTime() - begin);
        Duration used = processorTime.used().minus(before);
        run.ending = true;
        loops.forEach(loop -> waitFor(loop.ended));
        run.refuseWrongAnswer();
        Latencies latencies =
                Latencies.of(loops.stream().map(loop -> loop.latencies).toList());
        return new Measurement(run.series.name(), latencies.count(), window, used, latencies);
    }

    /**
     * Until the time has passed, the service has had as much time on processors (on a busy machine the first says little),
     * and it no longer gets faster; but not for ever. Else the figure would be the just-in-time compiler's.
     */
    private void warmUp(Run run, ProcessorTime processorTime, Progress progress) {
        Duration step = shape.warmUp().compareTo(STEP) < 0 ? shape.warmUp() : STEP;
        Duration start = processorTime.used();
        Duration passed = Duration.ZERO;
        Duration worked = Duration.ZERO;
        Map<Path, Duration> compilers = processorTime.compilers();
        Steadiness steadiness = new Steadiness();
        while (passed.compareTo(shape.warmUp()) < 0
                || (!steadiness.isReached() || worked.compareTo(shape.warmUp()) < 0)
                        && passed.compareTo(run.series.longestWarmUp()) < 0) {
            int answered = run.number.get();
            run.pause(step);
            passed = passed.plus(step);
            Duration used = processorTime.used().minus(start);
            Map<Path, Duration> compilersNow = processorTime.compilers();
            double work = used.minus(worked).toNanos();
            double rate = (run.number.get() - answered) * 1e9 / work;
            double compiling = spent(compilers, compilersNow).toNanos() / work;
            progress.note(String.format(
                    Locale.ROOT, "warm-up: %.0f per CPU-s, %.0f %% of it compiling", rate, compiling * 100));
            steadiness.add(rate, compiling);
            worked = used;
            compilers = compilersNow;
        }
    }

    /** What the threads that live now took since before. */
    private static Duration spent(Map<Path, Duration> before, Map<Path, Duration> now) {
        return now.entrySet().stream()
                .map(thread -> thread.getValue().minus(before.getOrDefault(thread.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Future<Answer> send(Request request) {
        RequestOptions options =
                new RequestOptions().setMethod(request.method()).setURI(request.path());
        request.headers().forEach(options::addHeader);
        return client.request(options)
                .compose(open -> request.body().length() == 0 ? open.send() : open.send(request.body()))
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body)));
    }

    private static <T> T waitFor(CompletableFuture<T> future) {
        return waitFor(future, ANSWER_LIMIT);
    }

    private static <T> T waitFor(CompletableFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new Refused("The service did not answer: " + e.getCause() + ".", e);
        } catch (TimeoutException e) {
            throw new Refused("The service did not answer within " + limit.toSeconds() + " s.", e);
        }
    }

    @Override
    public void close() {
        waitFor(client.close().toCompletionStage().toCompletableFuture());
    }

    /** What the connections of one run share. */
    private static final class Run {

        private final Series series;
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicReference<String> wrong = new AtomicReference<>();
        private final CompletableFuture<Void> failed = new CompletableFuture<>();
        private volatile boolean counting;
        private volatile boolean ending;

        Run(Series series) {
            this.series = series;
        }

        void fail(String what) {
            wrong.compareAndSet(null, what);
            ending = true;
            failed.complete(null);
        }

        /** Waits, but not after a wrong answer. */
        void pause(Duration time) {
            try {
                failed.get(time.toNanos(), TimeUnit.NANOSECONDS);
                refuseWrongAnswer();
            } catch (TimeoutException _) {
                return; // as it should be
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        void refuseWrongAnswer() {
            if (wrong.get() != null) {
                throw new Refused(series.name() + ": a wrong answer, so there are no figures. " + wrong.get());
            }
        }
    }

    /** One connection. Everything in it happens on one event loop at a time, each step after the one before. */
    private final class Loop {

        private final Run run;
        private final Latencies latencies = new Latencies();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        private final long interval;
        private long due;

        Loop(Run run, int place) {
            this.run = run;
            double perSecond = run.series.mostPerSecond();
            this.interval = perSecond == 0 ? 0 : (long) (shape.connections() * 1e9 / perSecond);
            this.due = System.nanoTime() + interval * place / shape.connections();
        }

        /** Begins the next request when its time has come; one that is late counts from when it was due. */
        void next() {
            long wait = interval == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
            if (wait > 0 && !run.ending) {
                vertx.setTimer(wait, _ -> begin());
            } else {
                begin();
            }
        }

        private void begin() {
            if (run.ending) {
                ended.complete(null);
                return;
            }
            Request request = run.series.requests().apply(run.number.getAndIncrement());
            long now = System.nanoTime();
            long begin = interval == 0 ? now : Math.min(now, due);
            due += interval;
            send(request).onComplete(answer -> {
                long took = System.nanoTime() - begin;
                if (answer.failed()) {
                    run.fail(answer.cause().toString());
                } else if (!run.series.expected().isMetBy(answer.result())) {
                    run.fail(answer.result().toString());
                } else if (run.counting) {
                    latencies.add(took);
                }
                next();
            });
        }
    }
}
