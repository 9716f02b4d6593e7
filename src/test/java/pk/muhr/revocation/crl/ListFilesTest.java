package pk.muhr.revocation.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that make files of lists, among them one that is killed. */
class ListFilesTest {

    /** What the other process answers when its file is there; the test waits for it. */
    private static final String MADE = "made";

    @TempDir
    private Path directory;

    /** Makes a list's file, says so, and ends in order when its input does. */
    static final class Maker {

        public static void main(String[] configured) throws IOException {
            ListFiles files = new ListFiles(Stream.of(configured).map(Path::of).findFirst());
            files.write(out -> out.write(0));
            System.out.println(MADE);
            System.in.readAllBytes();
            files.end(null);
        }
    }

    @Test
    void whatAKilledProcessLeftGoesWhenTheNextBegins() throws Exception {
        tried(directory, Optional.empty());
        assertThat(files()).as("the lock of the shared directory").hasSize(1);
    }

    @Test
    void aConfiguredDirectoryIsEmptiedToo() throws Exception {
        tried(directory, Optional.of(directory.resolve("lists")));
        assertThat(files()).containsExactly(directory.resolve("lists/lock"));
    }

    private void tried(Path temporary, Optional<Path> configured) throws Exception {
        Process alive = maker(temporary, configured);
        assertThat(files()).as("two locks and a list").hasSize(3);
        Process killed = maker(temporary, configured);
        assertThat(files()).hasSize(5);
        killed.destroyForcibly().waitFor();
        assertThat(files()).as("nobody could clean up").hasSize(5);
        Process next = maker(temporary, configured);
        assertThat(files()).as("the living one keeps its list").hasSize(5);
        for (Process process : List.of(alive, next)) {
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static Process maker(Path temporary, Optional<Path> configured) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName());
        configured.map(Path::toString).ifPresent(builder.command()::add);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(process.inputReader().readLine())
                .as("what it says when it made one")
                .isEqualTo(MADE);
        return process;
    }
}
