package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process with the role {@code status} alone, as production runs it, beside a program that does everything. */
final class StatusProcess implements AutoCloseable {

    static final String ROLE = "muhr_status";

    private static final long LONGEST_START_MILLIS = 120_000;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Doors doors;
    private final Path output;
    private final Process process;
    private final Thread lastResort;

    private StatusProcess(Doors doors, Path directory) throws IOException {
        this.doors = doors;
        output = directory.resolve("output");
        process = Clone.thisOne()
                .production(directory)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        lastResort = new Thread(process::destroyForcibly, "it-status-cleanup");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts one and returns when it is ready.
     *
     * @param directory for its configuration and what it prints
     * @param more configuration beside the usual, or instead of it
     */
    static StatusProcess beside(RunningProgram program, Path directory, Map<String, String> more) {
        Doors doors = Doors.free();
        Map<String, String> keys = new TreeMap<>();
        keys.put("muhr.mode", "development");
        keys.put("muhr.roles", "status");
        keys.put("muhr.public-url", FoundedData.PUBLIC_URL);
        keys.put("quarkus.flyway.migrate-at-start", "false");
        keys.put("quarkus.datasource.jdbc.url", program.data().url("muhr"));
        keys.put("quarkus.datasource.username", ROLE);
        keys.put("quarkus.datasource.password", program.data().password(ROLE));
        keys.put("quarkus.http.host", "127.0.0.1");
        keys.put("quarkus.http.port", "" + doors.http());
        keys.put("quarkus.management.port", "" + doors.management());
        keys.putAll(more);
        try {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(
                    directory.resolve("config/application.properties"),
                    keys.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n")));
            StatusProcess status = new StatusProcess(doors, directory);
            status.awaitReady();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long begun = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || (System.nanoTime() - begun) / 1_000_000 > LONGEST_START_MILLIS) {
                close();
                throw new AssertionError("not ready: " + said());
            }
            pause();
        }
    }

    boolean isReady() {
        return health("ready") == 200;
    }

    /** The status of the answer of one of its groups of health checks; none while it does not listen. */
    int health(String group) {
        try {
            return send(doors.management(), "/q/health/" + group).statusCode();
        } catch (UncheckedIOException _) {
            return 0;
        }
    }

    /** What it answers at one of its public addresses. */
    HttpResponse<byte[]> get(String path) {
        return send(doors.http(), path);
    }

    /** Its responder's address. */
    String responder() {
        return "http://127.0.0.1:" + doors.http() + "/ocsp";
    }

    /** The answer to an OCSP request, in DER. */
    byte[] ask(byte[] request) {
        return sent(HttpRequest.newBuilder(URI.create(responder()))
                        .header("Content-Type", "application/ocsp-request")
                        .POST(BodyPublishers.ofByteArray(request)))
                .body();
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed. */
    String said() {
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
    public void close() {
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

    private HttpResponse<byte[]> sent(HttpRequest.Builder request) {
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
