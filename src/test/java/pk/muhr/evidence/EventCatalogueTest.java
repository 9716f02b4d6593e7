package pk.muhr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The page of events is the source's. */
class EventCatalogueTest {

    private static final Path CATALOGUE = Path.of("src/site/markdown/event-catalogue.md");
    private static final Path MAIN = Path.of("src/main/java/pk/muhr");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");
    private static final Pattern WRITTEN = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"");

    @Test
    void hasEveryEventAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        add(NAMED, CATALOGUE, named);
        assertThat(named).hasSizeGreaterThan(80).isEqualTo(written());
    }

    /** Nothing writes part of a name: the test would not see it. */
    @Test
    void namesEventsInOneWord() throws IOException {
        try (Stream<Path> files = sources()) {
            assertThat(files).allSatisfy(file -> assertThat(Files.readString(file))
                    .doesNotContainPattern("\"[A-Z]+_\"|\"_[A-Z]+\""));
        }
    }

    private static Set<String> written() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = sources()) {
            for (Path file : files.toList()) {
                add(WRITTEN, file, written);
            }
        }
        return written;
    }

    /** Names of the HSM's answers, and of the environment, are none of events. */
    private static Stream<Path> sources() throws IOException {
        return Files.walk(MAIN)
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.startsWith(MAIN.resolve("hsm")) && !file.startsWith(MAIN.resolve("command")));
    }

    private static void add(Pattern name, Path file, Set<String> names) throws IOException {
        Matcher found = name.matcher(Files.readString(file));
        while (found.find()) {
            names.add(found.group(1));
        }
    }
}
