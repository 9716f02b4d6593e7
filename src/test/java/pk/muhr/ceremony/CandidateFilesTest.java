package pk.muhr.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.PolicyBundle;

/** What a start says of the policy files beside the bundle in force. */
class CandidateFilesTest {

    @TempDir
    private Path directory;

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Set<String> LINTERS = Set.of("zlint");

    private PolicyBundle inForce;

    @BeforeEach
    void copy() throws IOException {
        for (var file : PolicyBundle.filesIn(Path.of("policies")).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        change("bundle.yaml", "version: 1", "version: 5");
        inForce = PolicyBundle.read(directory);
    }

    @Test
    void saysNothingOfTheVeryFilesThatAreInForce() {
        assertThat(files().remark(inForce)).isEmpty();
    }

    @Test
    void saysThatOlderFilesAreOlderAndHowToGetThoseInForce() throws IOException {
        change("bundle.yaml", "version: 5", "version: 4");
        says("are older, version 4. `./muhr policy unpack` writes what is in force into files (policies/README.md)");
    }

    @Test
    void saysThatNewerFilesWaitForTwoOfficers() throws IOException {
        change("bundle.yaml", "version: 5", "version: 6");
        says("are a candidate, version 6: they come into force when two officers confirm them (policies/README.md)");
    }

    @Test
    void saysThatAChangeNeedsAVersion() throws IOException {
        change("tls-server.yaml", "validityDays: 90", "validityDays: 80");
        assertThat(files().remark(inForce).orElseThrow()).contains("something else under the same version: raise it");
    }

    @Test
    void saysEverythingThatIsWrongWithFileAndLine() throws IOException {
        change("tls-server.yaml", "validityDays: 90", "validityDays: 398");
        change("eseal.yaml", "approvals:", "aprovals:");
        Files.write(directory.resolve("notes.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));
        says("are no candidate as long as this is wrong:\n    notes.yaml:1: byte 1 of the file is not UTF-8: save the"
                + " file as UTF-8");
        Files.delete(directory.resolve("notes.yaml"));
        assertThat(files().remark(inForce).orElseThrow())
                .contains("\n    eseal.yaml:26: unknown key aprovals: ")
                .contains("\n    tls-server.yaml:8: validityDays must be at most 200 on 2026-11-22");
    }

    @Test
    void saysThatThereAreNone() throws IOException {
        CandidateFiles none = new CandidateFiles(directory.resolve("none"), NOW, LINTERS);
        assertThat(none.remark(inForce).orElseThrow()).contains("cannot be read (java.nio.file.NoSuchFileException");
    }

    @Test
    void foundsNothingOnBrokenFiles() throws IOException {
        assertThat(files().first().hash()).isEqualTo(inForce.hash());
        change("tls-server.yaml", "validityDays: 90", "validityDays: 398");
        assertThatThrownBy(() -> files().first())
                .isInstanceOf(BrokenPolicy.class)
                .hasMessageStartingWith("tls-server.yaml:8: validityDays must be at most 200");
    }

    @Test
    void takesNoFilesUnderWhichTheLinterWouldRefuseAProfile() throws IOException {
        change("eseal.yaml", "[ocsp, caIssuers]", "[ocsp]");
        String rule = "certificates of eseal (RSA-3072, RSA-4096, P-256, P-384) would be refused by the rule";
        assertThat(files().remark(inForce).orElseThrow())
                .contains("are no candidate as long as this is wrong:\n    eseal.yaml:", rule);
        assertThatThrownBy(() -> files().first())
                .isInstanceOf(BrokenPolicy.class)
                .hasMessageContaining(rule);
    }

    private void says(String what) {
        assertThat(files().remark(inForce))
                .contains("issuing goes on under the policy in force, version 5 (%.12s); the files in %s %s"
                        .formatted(inForce.hash(), directory, what));
    }

    private CandidateFiles files() {
        return new CandidateFiles(directory, NOW, LINTERS);
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(directory.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(directory.resolve(file), text.replace(from, to));
    }
}
