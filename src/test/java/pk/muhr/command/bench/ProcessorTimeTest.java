package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTimeTest {

    @TempDir
    Path proc;

    /** Ticks are user, system, and those of ended children. */
    private void process(long pid, long parent, String command, int user, int system, int endedUser, int endedSystem)
            throws IOException {
        Files.createDirectories(proc.resolve("" + pid));
        Files.writeString(
                proc.resolve(pid + "/stat"),
                "%d (%s) S %d 1 1 0 -1 4194560 5 6 7 8 %d %d %d %d 20 0 1 0 99 1 2 3\n"
                        .formatted(pid, command, parent, user, system, endedUser, endedSystem));
    }

    @Test
    void countsAProcessEverythingBelowItAndWhatEnded() throws IOException {
        process(10, 1, "java", 100, 20, 3, 0);
        process(11, 10, "postgres", 1, 2, 0, 4);
        process(12, 11, "postgres: a (b) c", 30, 0, 0, 0);
        process(20, 1, "stranger", 5_000, 5_000, 0, 0);
        assertThat(ProcessorTime.ofTrees(proc, List.of(10L)).used()).isEqualTo(Duration.ofMillis(1_600));
    }

    @Test
    void countsNothingTwice() throws IOException {
        process(10, 1, "java", 100, 0, 0, 0);
        process(11, 10, "postgres", 10, 0, 0, 0);
        assertThat(ProcessorTime.ofTrees(proc, List.of(10L, 11L)).used()).isEqualTo(Duration.ofMillis(1_100));
    }

    @Test
    void losesNothingWhenAChildEnds() throws IOException {
        process(10, 1, "postgres", 0, 0, 0, 0);
        process(11, 10, "postgres: connection", 40, 2, 0, 0);
        ProcessorTime time = ProcessorTime.ofTrees(proc, List.of(10L));
        Duration before = time.used();
        process(10, 1, "postgres", 0, 0, 40, 2);
        Files.delete(proc.resolve("11/stat"));
        assertThat(time.used()).isEqualTo(before).isEqualTo(Duration.ofMillis(420));
    }

    @Test
    void aProcessThatIsGoneEndsTheMeasurement() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProcessorTime.ofTrees(proc, List.of(7L)).used())
                .withMessageContaining("process 7 is gone");
    }

    @Test
    void knowsTheCompilersByTheNamesOfTheirThreads() throws IOException {
        process(10, 1, "java", 100, 20, 0, 0);
        for (Map.Entry<Integer, String> thread : Map.of(
                        10, "java", 11, "C2 CompilerThre", 12, "C1 CompilerThre", 13, "vert.x-eventloo")
                .entrySet()) {
            Path task = proc.resolve("10/task/" + thread.getKey());
            Files.createDirectories(task);
            Files.writeString(
                    task.resolve("stat"),
                    "%d (%s) S 1 1 1 0 -1 4194560 5 6 7 8 6 1 0 0 20 0 1 0 99 1 2 3\n"
                            .formatted(thread.getKey(), thread.getValue()));
        }
        Duration seventy = Duration.ofMillis(70);
        assertThat(ProcessorTime.ofTrees(proc, List.of(10L)).compilers())
                .isEqualTo(Map.of(proc.resolve("10/task/11"), seventy, proc.resolve("10/task/12"), seventy));
    }

    @Test
    void seesWhatThisProcessDoes() {
        ProcessorTime own = ProcessorTime.ofThisProcess();
        Duration before = own.used();
        long end = System.nanoTime() + 20_000_000_000L;
        while (own.used().minus(before).toMillis() < 50 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(own.used().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }
}
