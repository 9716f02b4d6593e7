package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A process with one role alone, as production runs it, beside a program that has the others. */
class RoleProcess implements AutoCloseable {

    private static final long LONGEST_START_MILLIS = 120_000;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Doors doors = Doors.free();
    private final Path output;
    private final Process process;
    private final Thread lastResort;

    /**
     * Starts it and returns at once.
     *
     * @param directory for its configuration and what it prints
     * @param databaseRole that it works with
     * @param more configuration beside the usual, or instead of it
     */
    RoleProcess(
            RunningProgram program,
            Path directory,
            String role,
            String databaseRole,
            Map<String, String> environment,
            Map<String, String> more) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("muhr.mode", "development");
        keys.put("muhr.roles", role);
        keys.put("muhr.public-url", FoundedData.PUBLIC_URL);
        keys.put("quarkus.flyway.migrate-at-start", "false");
        keys.put("quarkus.datasource.jdbc.url", program.data().url("muhr"));
        keys.put("quarkus.datasource.username", databaseRole);
        keys.put("quarkus.datasource.password", program.data().password(databaseRole));
        keys.put("quarkus.http.host", "127.0.0.1");
        keys.put("quarkus.http.port", "" + doors.http());
        keys.put("quarkus.management.port", "" + doors.management());
        keys.putAll(more);
        output = directory.resolve("output");
        try {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(
                    directory.resolve("config/application.properties"),
                    keys.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n")));
            ProcessBuilder builder = Clone.thisOne().production(directory);
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastResort = new Thread(process::destroyForcibly, "it-" + role + "-cleanup");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    final void awaitReady() {
        await(this::isReady);
    }

    /** Until it listens and its start is over, ready or not. */
    final void awaitStarted() {
        await(() -> health("started") == 200);
    }

    private void await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || (System.nanoTime() - begun) / 1_000_000 > LONGEST_START_MILLIS) {
                close();
                throw new AssertionError("not ready: " + said());
            }
            pause();
        }
    }

    final boolean isReady() {
        return health("ready") == 200;
    }

    /** The status of the answer of one of its groups of health checks; none while it does not listen. */
    final int health(String group) {
        try {
            return send(doors.management(), "/q/health/" + group).statusCode();
        } catch (UncheckedIOException _) {
            return 0;
        }
    }

    /** What it answers at one of its public addresses. */
    final HttpResponse<byte[]> get(String path) {
        return send(doors.http(), path);
    }

    final Doors doors() {
        return doors;
    }

    final boolean isAlive() {
        return process.isAlive();
    }

    final long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    final void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What it has printed. */
    final String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public final void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private HttpResponse<byte[]> send(int port, String path) {
        return sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    final HttpResponse<byte[]> sent(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LONGEST_ANSWER).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
