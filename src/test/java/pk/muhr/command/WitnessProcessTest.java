package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.audit.witness.AddCheckpoint;
import pk.muhr.audit.witness.GrowingLog;

/** The witness as a process of its own, which is killed again and again. */
class WitnessProcessTest {

    private static final int KILLS = 2;
    private static final int MANY_KILLS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NAME = "witness.example.gov.pk/council";

    @TempDir
    Path directory;

    private GrowingLog log;
    private Process process;
    private WitnessKey key;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        log = new GrowingLog("pki.example.gov.pk/log");
        launch();
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static Process muhr(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Muhr.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private void launch() throws IOException {
        process = muhr(
                "audit",
                "witness",
                "--directory",
                directory.toString(),
                "--log",
                log.verifier().text(),
                "--name",
                NAME,
                "--address",
                "127.0.0.1:0");
        BufferedReader out = process.inputReader();
        String first = out.readLine();
        assertThat(first).as(() -> said(process)).isNotNull();
        key = WitnessKey.of(first).orElseThrow();
        address = URI.create(out.readLine().replace("ready ", "") + "/add-checkpoint");
    }

    private static String said(Process process) {
        try {
            return process.errorReader().readAllAsString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Whatever it was doing: it remembers at least all that it signed, and signs no other tree. */
    @Test
    void neverForgetsWhatItSignedHoweverItEnds() throws Exception {
        killTimes(KILLS);
    }

    @Test
    @Tag("long")
    void neverForgetsWhatItSignedHoweverOftenItEnds() throws Exception {
        killTimes(MANY_KILLS);
    }

    private void killTimes(int kills) throws Exception {
        Random random = new Random();
        WitnessKey before = key;
        assertThat(post(log.from(0, 1)).statusCode()).isEqualTo(200);
        long acknowledged = 1;
        long sent = 1;
        int interrupted = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process victim = process;
            long after = random.nextLong(30, 200);
            Thread killer = Thread.ofPlatform().start(() -> {
                pause(after);
                victim.destroyForcibly();
            });
            try {
                while (true) {
                    sent = acknowledged + random.nextLong(1, 4);
                    HttpResponse<String> answer = post(log.from(acknowledged, sent));
                    assertThat(answer.statusCode()).isEqualTo(200);
                    acknowledged = sent;
                }
            } catch (IOException e) {
                interrupted++;
            }
            killer.join();
            victim.waitFor();
            launch();
            long known = size(post(log.from(0, sent + 1)));
            assertThat(known).isBetween(acknowledged, sent);
            assertThat(post(log.forkFrom(known, known)).statusCode()).isEqualTo(409);
            assertThat(post(log.forkFrom(known, known + 1)).statusCode()).isEqualTo(422);
            assertThat(post(log.from(known - 1, known - 1)).statusCode()).isEqualTo(409);
            acknowledged = known;
        }
        assertThat(interrupted).isEqualTo(kills);
        assertThat(acknowledged).isGreaterThan(kills);
        assertThat(key).isEqualTo(before);
        HttpResponse<String> last = post(log.from(acknowledged, acknowledged));
        assertThat(key.cosignature(SignedNote.of(log.checkpoint(acknowledged).encoded() + last.body())
                        .orElseThrow()))
                .isPresent();
    }

    @Test
    void leavesItsDirectoryToOneProcess() throws Exception {
        Process second = muhr(
                "audit",
                "witness",
                "--directory=" + directory,
                "--log=" + log.verifier().text(),
                "--address=127.0.0.1:0");
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(said(second)).startsWith("muhr: Another witness runs on " + directory);
    }

    @Test
    void endsWhenItIsAskedTo() throws Exception {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private HttpResponse<String> post(AddCheckpoint request) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(request.encoded()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static long size(HttpResponse<String> conflict) {
        assertThat(conflict.statusCode()).isEqualTo(409);
        return Long.parseLong(conflict.body().strip());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
