package pk.muhr.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.Tile;

/** Entries of the log as files, of which the tree can be made again. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class KeptEntriesTest {

    @Inject
    LogEntries entries;

    @Inject
    AuditRecords audit;

    @TempDir
    Path directory;

    @BeforeEach
    void moreThanABundle() throws InterruptedException {
        IntStream.range(0, 300)
                .forEach(_ -> audit.appendAlone(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of())));
        for (int attempt = 0; entries.head().size() < 300; attempt++) {
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    @Test
    void areReadBackAsTheyGrow() throws IOException {
        KeptEntries kept = new KeptEntries(entries);
        kept.keep(directory, 0, 3);
        kept.keep(directory, 3, 200);
        assertThat(KeptEntries.read(directory, 0, 200)).containsExactlyElementsOf(of(0, 200));
        assertThat(parts()).as("a wider one took the place of the first").hasSize(1);
        new KeptEntries(entries).keep(directory, 200, 299);
        assertThat(KeptEntries.read(directory, 0, 299)).containsExactlyElementsOf(all(299));
        assertThat(KeptEntries.read(directory, 257, 290)).containsExactlyElementsOf(all(299).subList(257, 290));
        assertThat(parts()).containsExactly("43");
    }

    @Test
    void areNotMoreThanThereAre() {
        new KeptEntries(entries).keep(directory, 0, 258);
        assertThatThrownBy(() -> KeptEntries.read(directory, 0, 259)).hasMessageContaining("has 2 of the 3 entries");
        assertThatThrownBy(() -> KeptEntries.read(directory, 0, 600)).hasMessageContaining("has 2 of the 256 entries");
    }

    /** Another log's files, from a database that was there before. */
    @Test
    void areThisLogs() throws IOException {
        Path bundle = directory.resolve("tile/entries/000");
        Files.createDirectories(bundle.getParent());
        Files.write(bundle, new byte[] {0, 1, 'x'});
        new KeptEntries(entries).keep(directory, 0, 256);
        assertThat(KeptEntries.read(directory, 0, 256)).containsExactlyElementsOf(of(0, 256));
    }

    @Test
    void endWhereAFileWasCut() throws IOException {
        new KeptEntries(entries).keep(directory, 0, 256);
        Path bundle = directory.resolve("tile/entries/000");
        byte[] whole = Files.readAllBytes(bundle);
        Files.write(bundle, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> KeptEntries.read(directory, 0, 256)).hasMessageContaining("ends within one");
    }

    private List<byte[]> all(int size) {
        return Stream.concat(of(0, 256).stream(), of(1, size - 256).stream()).toList();
    }

    private List<byte[]> of(long bundle, int width) {
        return entries.entries(new Tile(0, bundle, width));
    }

    private List<String> parts() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("tile/entries"))) {
            return all.filter(path -> path.getParent().toString().endsWith(".p"))
                    .map(path -> path.getFileName().toString())
                    .toList();
        }
    }
}
