package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.command.development.Refused;
import pk.muhr.identity.Role;

/** The off-line verifier at the terminal, with an export of the running service. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuditCommandTest {

    @TempDir
    Path directory;

    private String export;
    private String keys;

    @BeforeEach
    void fetch() throws IOException {
        byte[] lines = Api.officer(Role.AUDITOR)
                .get("/api/v1/audit/export?event=POLICY_ACTIVATED")
                .asByteArray();
        export = Files.write(directory.resolve("audit.jsonl"), lines).toString();
        keys = Files.writeString(
                        directory.resolve("log.key"),
                        Api.anonymous().get("/log/key").asString())
                .toString();
    }

    @Test
    void saysWhatItVerified() {
        assertThat(run("verify", export, export, "--key", keys))
                .containsPattern("  \\d+ records are in the tree, at places ")
                .endsWith("verified\n")
                .containsSubsequence(export, "verified\n" + export);
        String key = Api.anonymous().get("/log/key").asString().strip();
        assertThat(run("verify", export, "--key", key)).endsWith("verified\n");
    }

    @Test
    void saysWhichWitnessesCosigned() {
        String remora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        assertThat(run("verify", export, "--key", keys, "--witness", remora, "--witness=" + remora))
                .contains("  0 of 1 witnesses cosigned the tree of ");
        refuses(1, "neither a key of a witness", "verify", export, "--key", keys, "--witness", keys);
        refuses(2, "`--key` is given twice", "verify", export, "--key", keys, "--key", keys);
    }

    @Test
    void aWitnessNeedsADirectoryALogAndAnAddress() {
        String place = directory.resolve("witness").toString();
        refuses(2, "--directory where", "witness", "--log", keys);
        refuses(2, "--log which log", "witness", "--directory", place);
        refuses(2, "`--key` is not an option", "witness", "--directory", place, "--key", keys);
        refuses(2, "`--directory` is not an option", "verify", export, "--key", keys, "--directory", place);
        refuses(2, "is more than this command takes", "witness", "more", "--directory", place, "--log", keys);
        refuses(2, "is not HOST:PORT", "witness", "--directory", place, "--log", keys, "--address", "7380");
        refuses(1, "Say with --name", "witness", "--directory", place, "--log", keys);
    }

    @Test
    void endsWithOneAtTheFirstLie() throws IOException {
        Path other = directory.resolve("other.jsonl");
        Files.writeString(other, Files.readString(Path.of(export)).replaceFirst("\"success\"", "\"failure\""));
        refuses(1, "NOT VERIFIED. " + other + ", line 2 (record ", "verify", export, other.toString(), "--key", keys);
    }

    @Test
    void needsAKeyAndFiles() throws IOException {
        refuses(2, "--key", "verify", export);
        refuses(2, "Usage: muhr audit verify FILE…", "verify", "--key", keys);
        refuses(2, "Usage: ", "check", export, "--key", keys);
        refuses(1, "neither a public key", "verify", export, "--key", export);
        refuses(1, "cannot be read", "verify", directory.resolve("none").toString(), "--key", keys);
        refuses(1, "is not a checkpoint", "verify", export, "--key", keys, "--checkpoint", keys);
    }

    private static void refuses(int status, String why, String... line) {
        assertThatThrownBy(() -> run(line))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.exitStatus())
                        .isEqualTo(status))
                .hasMessageContaining(why);
    }

    private static String run(String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditCommand command = new AuditCommand(
                ProgramDirectory.ofThisProcess(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                Clock.systemUTC(),
                new SecureRandom());
        command.run(Arguments.parse(command.syntax(), List.of(line)));
        return out.toString(StandardCharsets.UTF_8);
    }
}
