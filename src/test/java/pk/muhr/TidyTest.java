package pk.muhr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import pk.muhr.policy.PolicyBundle;

/** Properties of the source itself. */
class TidyTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void filesFitInOneSitting() throws IOException {
        assertThat(sources()).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file))
                .hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void everyPackageExplainsItself() throws IOException {
        assertThat(sources().stream().map(Path::getParent).distinct().filter(dir -> !dir.endsWith("muhr")))
                .isNotEmpty()
                .allSatisfy(dir -> assertThat(dir.resolve("package-info.java")).exists());
    }

    @Test
    void nothingIsLeftForLaterWithoutAnIssue() throws IOException {
        assertThat(sources()).allSatisfy(file -> assertThat(Files.readString(file))
                .doesNotContainPattern("TODO(?!\\(#\\d+\\))|FIXME|XXX"));
    }

    @Test
    void onlySourcesOfTimeAndRandomnessMakeThem() throws IOException {
        assertThat(sources().stream()
                        .filter(file -> !file.toString().contains("/command/"))
                        .filter(file -> !file.endsWith("Sources.java")))
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .doesNotContain("Instant.now()", "Clock.system", "System.currentTimeMillis"));
    }

    @Test
    void everyPolicyFileLoads() {
        assertThat(PolicyBundle.read(Path.of("policies")).profiles()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void relativeLinksInDocumentsExist() throws IOException {
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                assertThat(document.resolveSibling(links.group(1)).normalize())
                        .as("%s in %s", links.group(1), document)
                        .exists();
            }
        }
    }

    @Test
    void readmeShowsThePackageGraph() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        ArchitectureTest.table().forEach((name, uses) -> assertThat(readme)
                .as(name)
                .containsPattern("(?m)^" + name + " +" + Pattern.quote(String.join(" ", uses)) + "( |$)"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("."), 6)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith("./target") && !file.startsWith("./.muhr"))
                    .map(Path::normalize)
                    .toList();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
