package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.command.development.Ports;

/** {@code ./muhr start} as a person runs it, from an empty directory to the second start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StartIT {

    private static final long START_LIMIT_SECONDS = 180;
    private static final long STOP_LIMIT_SECONDS = 60;

    @TempDir
    private static Path directory;

    private static Path data;
    private static String[] ports;
    private static Process service;

    @BeforeAll
    static void start() throws Exception {
        data = directory.resolve("data");
        Ports free = new Ports(new SecureRandom());
        ports = new String[] {
            "--port", "" + free.free(), "--https-port", "" + free.free(), "--management-port", "" + free.free()
        };
        service = startService();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.destroy();
        service.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    @Order(1)
    void printsOneLineAndNothingElseOnStandardOutput() throws IOException {
        assertThat(Files.readString(out()))
                .isEqualTo("ready http://localhost:" + ports[1] + " https://localhost:" + ports[3] + "\n");
        assertThat(Files.readString(err())).contains("==> starting PostgreSQL").doesNotContain("cannot be reached");
    }

    @Test
    @Order(1)
    void printsATokenAndNothingElse() throws Exception {
        Process token = muhr("token", "--role", "subscriber", "--body", "nitb");
        assertThat(token.inputReader().readAllAsString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        assertThat(token.waitFor()).isZero();
    }

    @Test
    @Order(1)
    void refusesASecondServiceOnTheSameDirectory() throws Exception {
        Process second =
                muhr(Stream.concat(Stream.of("start"), Stream.of(ports)).toArray(String[]::new));
        assertThat(second.errorReader().readAllAsString()).contains("Another `muhr start` runs on " + data);
        assertThat(second.waitFor()).isEqualTo(1);
    }

    @Test
    @Order(1)
    void letsNoSecretIntoACommandLineAnEnvironmentOrALog() throws IOException {
        List<String> secrets = new ArrayList<>();
        for (Path file : secretFiles()) {
            secrets.add(Files.readString(file).strip());
        }
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(7).allMatch(secret -> secret.length() >= 24);
        List<Path> places =
                new ArrayList<>(List.of(data.resolve("muhr.log"), data.resolve("postgres/server.log"), err()));
        children().forEach(process -> {
            places.add(Path.of("/proc", "" + process.pid(), "cmdline"));
            places.add(Path.of("/proc", "" + process.pid(), "environ"));
        });
        for (Path place : places) {
            String text = Files.readString(place, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(secrets).as("%s", place).noneMatch(text::contains);
        }
    }

    @Test
    @Order(2)
    void servesAgainWhenItsDatabaseIsKilled() throws Exception {
        Path pidFile = data.resolve("postgres/data/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        int status = 1;
        for (int i = 0; i < 60 && status != 0; i++) {
            TimeUnit.MILLISECONDS.sleep(500);
            status = muhr("token", "--role", "auditor").waitFor();
        }
        assertThat(status).isZero();
        assertThat(service.isAlive()).isTrue();
    }

    @Test
    @Order(3)
    void leavesNoProcessAndTheNextStartFindsEverythingAgain() throws Exception {
        String root = Files.readString(data.resolve("https-ca.pem"));
        service.destroy();
        assertThat(service.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(children()).isEmpty();
        service = startService();
        assertThat(Files.readString(err())).doesNotContain("making");
        assertThat(Files.readString(data.resolve("https-ca.pem"))).isEqualTo(root);
    }

    private static Path out() {
        return directory.resolve("out");
    }

    private static Path err() {
        return directory.resolve("err");
    }

    private static List<Path> secretFiles() throws IOException {
        try (Stream<Path> pins = Files.list(data.resolve("pins"));
                Stream<Path> passwords = Files.list(data.resolve("postgres"))) {
            return Stream.concat(pins, passwords.filter(file -> file.toString().endsWith(".password")))
                    .toList();
        }
    }

    /** Everything that runs on our data. */
    private static List<ProcessHandle> children() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .toList();
    }

    private static Process startService() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./muhr", "start", "--data", data.toString()));
        command.addAll(List.of(ports));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
        for (long i = 0; i < START_LIMIT_SECONDS * 10; i++) {
            if (Files.readString(out()).startsWith("ready ")) {
                return process;
            }
            assertThat(process.isAlive()).as(Files.readString(err())).isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroy();
        throw new AssertionError("not ready after " + START_LIMIT_SECONDS + " s:\n" + Files.readString(err()));
    }

    private static Process muhr(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./muhr"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return new ProcessBuilder(command).start();
    }
}
