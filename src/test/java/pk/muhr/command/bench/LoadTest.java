package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.command.bench.Series.Request;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.Refused;

class LoadTest {

    private static final Load.Shape SHORT = new Load.Shape(3, Duration.ofMillis(200), Duration.ofMillis(500));

    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private Load load;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        load = Load.http(vertx, server.getAddress().getPort(), SHORT);
    }

    @AfterEach
    void end() {
        load.close();
        server.stop(0);
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] text = exchange.getRequestURI().getPath().getBytes(StandardCharsets.US_ASCII);
        answered.incrementAndGet();
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private Measurement run(Series series) {
        return load.run(series, ProcessorTime.ofThisProcess(), Progress.silent());
    }

    @Test
    void countsOnlyAnswersWithinTheWindow() {
        Measurement measured =
                run(new Series("echo", number -> Request.get("/" + number), answer -> answer.status() == 200));
        assertThat(measured.operations()).isPositive().isLessThan(answered.get());
        assertThat(measured.window()).isGreaterThanOrEqualTo(SHORT.window());
        assertThat(measured.latencies().percentile(0.5).orElseThrow()).isPositive();
    }

    @Test
    void beginsNoMoreThanHalfOfWhatWasMeasuredBefore() {
        Series series = new Series("echo", number -> Request.get("/" + number), answer -> answer.status() == 200);
        Measurement full = new Measurement("echo", 200, Duration.ofSeconds(1), Duration.ofSeconds(1), Latencies.none());
        long begin = System.nanoTime();
        Measurement half = run(series.atHalfOf(full));
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(half.name()).isEqualTo("echo-half");
        assertThat(answered.get()).isPositive().isLessThanOrEqualTo((int) (100 * seconds) + SHORT.connections());
    }

    @Test
    void stopsAtTheFirstWrongAnswerAndShowsIt() {
        Series series = new Series("echo", number -> Request.get("/" + number), answer -> !answer.body()
                .toString()
                .equals("/20"));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> run(series))
                .withMessageContaining("HTTP status 200, 3 bytes: /20");
    }

    @Test
    void stopsWhenNobodyAnswers() {
        server.stop(0);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> run(new Series("echo", _ -> Request.get("/"), _ -> true)))
                .withMessageContaining("echo: a wrong answer");
    }
}
