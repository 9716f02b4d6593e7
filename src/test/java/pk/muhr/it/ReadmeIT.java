package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The lines that README.md asks a newcomer to paste, run as they stand: in a directory laid out like a fresh clone, with
 * the default data directory and, where nothing else listens there, the default ports. Only where a default port is
 * taken, its number in the lines is replaced by the number in use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeIT {

    private static final Pattern SECTION = Pattern.compile("<!-- try-it -->(.*?)<!-- /try-it -->", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private RunningProgram program;
    private Clone clone;
    private Set<Path> before;
    private Ran tried;

    @BeforeAll
    void pasteTheLines() throws IOException {
        Doors doors = Doors.usual();
        clone = Clone.thisOne().copiedTo(Clone.place("readme"));
        DataDirectory data = FoundedData.copiedTo(clone.top().resolve(".muhr"));
        program = new RunningProgram(clone, data, doors, RunningProgram.BRIEF);
        program.start();
        String lines = lines(Files.readString(clone.top().resolve("README.md")))
                .replace("8080", "" + doors.http())
                .replace("8443", "" + doors.https());
        ProcessBuilder bash = new ProcessBuilder("bash", "-eu", "-c", lines + "pwd");
        bash.environment()
                .put(
                        "TMPDIR",
                        Files.createDirectory(clone.top().resolve("target/tmp")).toString());
        before = entries();
        tried = Ran.toItsEnd(Clone.inCleanEnvironment(bash.directory(clone.top().toFile())));
        System.out.printf("README.md on ports %s:%n%s%n", doors, tried.said());
    }

    @AfterAll
    void end() {
        if (program != null) {
            program.close();
        }
    }

    private static String lines(String readme) {
        String sections = SECTION.matcher(readme)
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.joining());
        assertThat(sections).as("README.md has lines to try between markers").isNotEmpty();
        String lines =
                BLOCK.matcher(sections).results().map(block -> block.group(1)).collect(Collectors.joining());
        assertThat(lines).as("lines to paste").isNotBlank();
        return lines;
    }

    @Test
    void everyLineSucceeds() {
        assertThat(tried.status()).as(tried.said()).isZero();
    }

    @Test
    void opensslVerifiesTheCertificateToTheRoot() {
        assertThat(tried.output()).containsPattern("(?m)^\\S+: OK$");
    }

    @Test
    void aCertificateShowsWhoIsCallingUntilItIsRevoked() {
        assertThat(tried.output()).containsSubsequence("\n[", "\"state\":\"revoked\"", "certificate-revoked");
    }

    @Test
    void aProvedDomainAndABatchAreAnswered() {
        assertThat(tried.output()).contains("\"domain\":\"new.example.gov.pk\"");
        assertThat(tried.output().split("\"state\":\"issued\"", -1))
                .as("lines of the batch")
                .hasSize(4);
    }

    @Test
    void aTimeStampIsVerifiedWithTheListsOfItsPathAndIsOnRecord() {
        assertThat(tried.output() + tried.errors()).contains("Verification: OK\n");
        assertThat((tried.output() + tried.errors()).split("Verification: OK\n", -1))
                .hasSize(3);
        assertThat(tried.output()).containsPattern("\"serial\":\"[0-9a-f]+\",\"unit\":\"unit-");
    }

    @Test
    void theLinesEndWhereTheyBeganAndLeaveNothingThere() throws IOException {
        assertThat(tried.output()).endsWith("\n" + clone.top() + "\n");
        assertThat(entries()).isEqualTo(before);
    }

    private Set<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(clone.top())) {
            return entries.collect(Collectors.toSet());
        }
    }

    @Test
    void anExportIsVerifiedOffLine() {
        assertThat(tried.output()).containsPattern("\\d+ records are in the tree, at places 0 to \\d+ without a gap");
        assertThat(tried.output()).contains("\nverified\n");
    }

    @Test
    void ocspSaysGoodAndThenRevoked() {
        List<String> statuses = Pattern.compile("(?m)^\\S+: (good|revoked)$")
                .matcher(tried.output())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(statuses).containsExactly("good", "revoked");
        assertThat(tried.said().split("Response verify OK", -1))
                .as("verified answers")
                .hasSize(3);
    }

    @Test
    void theListTheLinesShowHoldsTheSerialNumber() {
        String serial = new Store(program.data())
                .rows("select serial from revocation where reason = 1 order by seq desc")
                .getFirst()
                .getFirst();

        assertThat(tried.output()).containsIgnoringCase(serial);
    }
}
