package pk.muhr.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import pk.muhr.lint.Linter;
import pk.muhr.revocation.RevocationProblems;
import pk.muhr.revocation.RevocationRefusal;

/** The types of problems that the API's description lists are those that the sources give, with their status. */
class ProblemTypesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path DESCRIPTION = Path.of("src/site/resources/openapi.json");
    private static final Path TRACES = Path.of("src/main/resources/pk/muhr/evidence/traceability.json");
    private static final String PREFIX = "urn:muhr:problem:";
    private static final String SLUG = "([a-z0-9]+(?:-[a-z0-9]+)*)";

    /** A status and a name, wherever they stand together: a problem, a refusal in an enum, or a call that makes one. */
    private static final Pattern NAMED = Pattern.compile("\\(\\s*([45]\\d\\d),\\s*\"" + SLUG + "\"");

    private static final Pattern CONSTANT = Pattern.compile("Problem\\.of\\(\\s*([45]\\d\\d),\\s*([A-Z_]+)\\b");
    /** A maker of problems of one status, and the names that it is given. */
    private static final Pattern ONE_STATUS = Pattern.compile("Problem\\.of\\(\\s*([45]\\d\\d), slug");

    private static final Pattern OF_ONE_STATUS = Pattern.compile("(?:refused|problem)\\(\\s*\"" + SLUG + "\",");

    private static final Pattern ELSEWHERE = Pattern.compile("Problem\\.of\\(\\s*[\\w.]+,\\s*([a-z]\\w*)");

    /** Files that make problems whose name they do not write there; the patterns find those names by their calls. */
    private static final Set<String> MAKERS = Set.of(
            "AccessProblems",
            "AppointmentRefusal",
            "AuthorityRevocationResource",
            "BodyRefusal",
            "BundleProblems",
            "CertificateProblems",
            "CertificateStatusResource",
            "KeyCompromiseResource",
            "LineReader",
            "MassRevocationResource",
            "ProblemReportResource",
            "Refusals", // named by the rules of the policy
            "RetentionRefusal", // named by its enum
            "RevocationProblems"); // named by its enum

    private final Map<String, String> sources = sources();

    @Test
    void listsWhatTheSourcesGive() throws IOException {
        Set<String> rules = refusals();
        Set<String> given = given();
        Linter.certificateRules().forEach(rule -> given.add("422 " + rule.id()));
        Set<String> listed = listed();
        assertThat(given).hasSizeGreaterThan(250);
        assertThat(listed).containsAll(given);
        assertThat(names(listed)).containsAll(rules);
        assertThat(listed.stream()
                        .filter(type -> !given.contains(type))
                        .filter(type -> !rules.contains(type.substring(4))))
                .as("types that nothing gives")
                .isEmpty();
    }

    @Test
    void knowsEverywhereThatMakesProblemsOfOtherNames() {
        assertThat(sources.entrySet().stream()
                        .filter(source -> ELSEWHERE.matcher(source.getValue()).find())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(MAKERS);
    }

    @Test
    void everyTypeSaysWhatToDo() throws IOException {
        assertThat(types()).allSatisfy(type -> {
            assertThat(type.path("title").asText()).as(type.toString()).isNotBlank();
            assertThat(type.path("fix").asText()).as(type.toString()).isNotBlank();
        });
    }

    private Set<String> given() {
        Set<String> given = new TreeSet<>();
        sources.forEach((name, source) -> {
            found(NAMED, source).forEach(hit -> given.add(hit.get(0) + " " + hit.get(1)));
            found(CONSTANT, source).forEach(hit -> {
                Matcher constant =
                        Pattern.compile(hit.get(1) + " = \"" + SLUG + "\"").matcher(source);
                assertThat(constant.find()).as(name + " " + hit.get(1)).isTrue();
                given.add(hit.get(0) + " " + constant.group(1));
            });
            found(ONE_STATUS, source).forEach(status -> found(OF_ONE_STATUS, source)
                    .forEach(hit -> given.add(status.get(0) + " " + hit.get(0))));
        });
        for (RevocationRefusal.Rule rule : RevocationRefusal.Rule.values()) {
            Problem problem = RevocationProblems.of(new RevocationRefusal(rule, "value", "fix", Optional.empty()))
                    .problem();
            given.add(problem.status() + " " + problem.slug());
        }
        return given;
    }

    /** The rules by which requests are refused, as the traceability table has them. */
    private static Set<String> refusals() throws IOException {
        Set<String> rules = new TreeSet<>();
        new JsonMapper().readTree(TRACES.toFile()).forEach(trace -> {
            if (trace.path("carrier").asText().equals("REFUSAL")) {
                rules.add(trace.path("rule").asText());
            }
        });
        assertThat(rules).hasSizeGreaterThan(30);
        return rules;
    }

    private static Set<String> listed() throws IOException {
        return types().stream()
                .map(type -> type.path("status").asInt() + " "
                        + type.path("type").asText().substring(PREFIX.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> types() throws IOException {
        List<JsonNode> types = new ArrayList<>();
        new JsonMapper()
                .readTree(DESCRIPTION.toFile())
                .at("/components/x-problem-types")
                .forEach(types::add);
        return types;
    }

    private static Set<String> names(Set<String> types) {
        return types.stream().map(type -> type.substring(4)).collect(Collectors.toSet());
    }

    private static List<List<String>> found(Pattern pattern, String source) {
        return pattern.matcher(source)
                .results()
                .map(hit -> hit.groupCount() == 1 ? List.of(hit.group(1)) : List.of(hit.group(1), hit.group(2)))
                .toList();
    }

    /** What pages say to people is in the description of no API. */
    private static boolean isOfTheApi(Path source) {
        return !source.startsWith(SOURCES.resolve("pk/muhr/console")) && !source.endsWith("problem/OwnPages.java");
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(ProblemTypesTest::isOfTheApi)
                    .toList()) {
                String text = Files.readString(file);
                if (text.contains("problem")) {
                    sources.merge(file.getFileName().toString().replace(".java", ""), text, String::concat);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
