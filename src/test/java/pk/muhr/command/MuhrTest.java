package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.command.development.Ports;

/** The program as a process of its own: what it prints where, and how it ends. */
class MuhrTest {

    private record Ended(int status, String out, String err) {}

    @TempDir
    private Path directory;

    @Test
    void tokensAreRefusedInProduction() throws Exception {
        Ended ended = run(Map.of("MUHR_MODE", "production"), "token", "--role", "auditor", "--data", data());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).startsWith("muhr: `token` is for development only");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void theEmbeddedServiceIsRefusedInProduction() throws Exception {
        Ended ended = run(Map.of("MUHR_MODE", "production"), "start", "--data", data());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).startsWith("muhr: `start` is for development only");
        assertThat(directory.resolve("installation.properties")).doesNotExist();
    }

    @Test
    void tokensAreRefusedWhereThereIsNoInstallation() throws Exception {
        Ended ended = run(Map.of(), "token", "--role", "auditor", "--data", data());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("is not a development installation").contains("./muhr start");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void tokensAreRefusedWhileTheDatabaseIsDown() throws Exception {
        Files.writeString(
                directory.resolve("installation.properties"), "kind=development\npublic-url=http://pki.example.org\n");
        Path postgres = Files.createDirectory(directory.resolve("postgres"));
        Files.writeString(postgres.resolve("port"), "1\n");
        Files.writeString(postgres.resolve("muhr_app.password"), "nothing\n");
        Ended ended = run(Map.of(), "token", "--role", "auditor", "--data", data());
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("Start it with `./muhr start`");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aRoleThatDoesNotExistIsAnswered() throws Exception {
        Ended ended = run(Map.of(), "token", "--role", "emperor", "--data", data());
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("--role emperor does not exist; roles are policy-authority,");
    }

    @Test
    void aSubscriberWithoutABodyIsAnswered() throws Exception {
        Ended ended = run(Map.of(), "token", "--role", "subscriber", "--data", data());
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("add --body");
    }

    @Test
    void helpIsNoError() throws Exception {
        Ended ended = run(Map.of(), "start", "--data", data(), "--help");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("Usage: muhr start [--data DIR]").contains("[--test-site-port 8444]");
        assertThat(ended.err()).isEmpty();
        assertThat(run(Map.of(), "bench", "-h").out()).startsWith("Usage: muhr bench issuance|audit|batch|ocsp|");
    }

    @Test
    void aTestSitePortThatIsTakenIsNamed() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
            String port = "" + taken.getLocalPort();
            Ports free = new Ports(new SecureRandom());
            Ended ended = run(
                    Map.of(),
                    "start",
                    "--data",
                    data(),
                    "--port=" + free.free(),
                    "--https-port=" + free.free(),
                    "--test-site-port=" + port);
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).contains("Port " + port + " is in use").contains("--test-site-port");
        }
    }

    @Test
    void anUnknownCommandIsAnsweredWithThoseThatExist() throws Exception {
        Ended ended = run(Map.of(), "dance");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("`dance` is not a command").contains("muhr start [--data DIR]");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
            String port = "" + taken.getLocalPort();
            Ended ended = run(Map.of(), "start", "--data", data(), "--port", port);
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).contains("Port " + port + " is in use").contains("--port");
        }
    }

    @Test
    void onePortForTwoDoorsIsRefusedInASentence() throws Exception {
        Ended ended = run(Map.of(), "start", "--data", data(), "--port", "20001", "--https-port", "20001");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("must be different ports").doesNotContain("Exception");
    }

    private String data() {
        return directory.toString();
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                Muhr.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("muhr", ".out");
        Path err = Files.createTempFile("muhr", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("MUHR_MODE");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", List.of(arguments))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroy();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
