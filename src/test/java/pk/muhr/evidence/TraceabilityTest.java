package pk.muhr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import pk.muhr.evidence.Traceability.Carrier;
import pk.muhr.evidence.Traceability.Trace;
import pk.muhr.lint.Linter;

/**
 * The shipped table says what the rules, the manual of the policy files and the tests say. Written anew with {@code mvn
 * test -Dtest=TraceabilityTest -Dmuhr.write=true}.
 */
class TraceabilityTest {

    private static final Path TABLE = Path.of("src/main/resources/pk/muhr/evidence", Traceability.RESOURCE);
    private static final Path MANUAL = Path.of("policies/README.md");
    private static final Path KEYS = Path.of("src/test/resources/policy/keys.csv");
    private static final Path FIXTURES = Path.of("src/test/resources/lint");
    private static final Pattern DECLINED =
            Pattern.compile("declined\\(\\s*\"([a-z-]+)\",\\s*\"([A-Za-z]+)\",\\s*\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile(
            "(?:KeyNotPermitted|KeyInUse|NameNotPermitted)\\(\\s*\"([a-z-]+)\",\\s*new Citation\\(\"([^\"]+)\"\\)");
    private static final Pattern PARSED = Pattern.compile("parsed\\([^;{}]*?\"([a-z-]+)\", [A-Za-z]+");
    private static final Pattern RULE = Pattern.compile("new Ground\\(\\s*\"([a-z-]+)\",\\s*\"([^\"]+)\"");
    private static final Pattern MANUAL_LINE = Pattern.compile("\\|(.+?)\\|(.+)\\|([^|]+)\\|\\s*");

    /** In a test's source: a word that stands as an argument of its own in a call of this name. */
    private static final Pattern CALL = Pattern.compile("(\\w+)\\($");

    private static final Set<String> CLAIMS = Set.of("isEqualTo", "refused", "bad");

    private final Map<String, String> testSources = sources(Path.of("src/test/java"));
    private final Map<String, String> lintTestSources = sources(Path.of("src/test/java/pk/muhr/lint"));

    @Test
    void theShippedTableIsTheGeneratedOne() throws IOException {
        String generated = JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(traces())
                + "\n";
        if (Boolean.getBoolean("muhr.write")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, generated);
        }
        assertThat(Files.readString(TABLE))
                .as("write it anew with -Dtest=TraceabilityTest -Dmuhr.write=true")
                .isEqualTo(generated);
    }

    @Test
    void everyLineIsTested() {
        assertThat(traces().stream().filter(trace -> trace.tests().isEmpty()).map(Trace::rule))
                .isEmpty();
    }

    @Test
    void everyLineNamesAClause() {
        assertThat(traces()).extracting(Trace::clause).allSatisfy(clause -> assertThat(clause)
                .isNotBlank()
                .isEqualTo(clause.strip())
                .contains(" "));
    }

    @Test
    void aWordOfAnotherMeaningIsNoTest() {
        String source = "bad(\"a\", \"uri\", with(Map.of(\"b\", 1), \"upn\", f(x)), \"dns\"); assertThat(\"email\")";
        assertThat(Stream.of("a", "uri", "dns", "b", "upn", "email").filter(word -> claims(source, word)))
                .containsExactly("a", "uri", "dns");
    }

    private List<Trace> traces() {
        List<Trace> traces = new ArrayList<>();
        Linter.rules()
                .forEach(rule -> traces.add(new Trace(
                        rule.citation().clause(), Carrier.LINT, rule.id(), rule.appliesTo(), lintTests(rule.id()))));
        traces.addAll(refusals());
        traces.addAll(policyKeys());
        traces.sort(Comparator.comparing(Trace::clause)
                .thenComparing(Trace::carrier)
                .thenComparing(Trace::rule));
        return traces;
    }

    private List<Trace> refusals() {
        Map<String, Trace> found = new TreeMap<>();
        Map<String, String> sources = sources(Path.of("src/main/java/pk/muhr/policy"));
        sources.putAll(sources(Path.of("src/main/java/pk/muhr/issuance")));
        sources.values().forEach(source -> {
            Matcher declined = DECLINED.matcher(source);
            while (declined.find()) {
                put(found, declined.group(1), declined.group(3), "requests; profile key " + declined.group(2));
            }
            Matcher key = KEY.matcher(source);
            while (key.find()) {
                put(found, key.group(1), key.group(2), "keys in requests");
            }
            Matcher parsed = PARSED.matcher(source);
            while (parsed.find()) {
                put(found, parsed.group(1), "RFC 5280 §4.2.1.6", "requests; profile key subjectAltName");
            }
            Matcher rule = RULE.matcher(source);
            while (rule.find()) {
                put(found, rule.group(1), rule.group(2), "requests");
            }
        });
        return List.copyOf(found.values());
    }

    private void put(Map<String, Trace> found, String rule, String clause, String scope) {
        found.putIfAbsent(rule, new Trace(clause, Carrier.REFUSAL, rule, scope, refusalTests(rule)));
    }

    /** Rows of the manual's tables that name a source; each is a line of the keys that {@code PolicyKeysTest} breaks. */
    private List<Trace> policyKeys() {
        List<Trace> found = new ArrayList<>();
        List<String> tests =
                read(KEYS).lines().map(line -> line.split("\\|")[0]).toList();
        String file = "";
        for (String line : read(MANUAL).lines().toList()) {
            if (line.startsWith("## ")) {
                file = line.substring(3).replace("`", "");
            }
            Matcher row = MANUAL_LINE.matcher(line);
            boolean key = row.matches()
                    && row.group(1).contains("`")
                    && !row.group(3).strip().equals("–");
            if (key) {
                String rule = file + ": " + row.group(1).replace("`", "").strip();
                found.add(new Trace(
                        row.group(3).strip(),
                        Carrier.POLICY,
                        rule,
                        "policy files",
                        tests.contains(rule) ? List.of("PolicyKeysTest") : List.of()));
            }
        }
        return found;
    }

    /** Fixtures of the rule, and test classes of the linter that name it. */
    private List<String> lintTests(String rule) {
        TreeSet<String> found = new TreeSet<>();
        lintTestSources.forEach((name, source) -> {
            if (source.contains("\"" + rule + "\"")) {
                found.add(name);
            }
        });
        Path fixtures = FIXTURES.resolve(rule);
        if (Files.isDirectory(fixtures)) {
            try (Stream<Path> files = Files.list(fixtures)) {
                files.filter(file -> file.toString().endsWith(".pem"))
                        .forEach(file -> found.add(rule + "/" + file.getFileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(found);
    }

    /** Test classes that claim the refusal; a rule of the linter that has its name is another one. */
    private List<String> refusalTests(String rule) {
        return testSources.entrySet().stream()
                .filter(source -> !lintTestSources.containsKey(source.getKey()))
                .filter(source -> !source.getKey().equals("TraceabilityTest"))
                .filter(source -> claims(source.getValue(), rule))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Whether the word is an argument, and not one of an argument's own, of a call that claims something. */
    private static boolean claims(String source, String word) {
        String literal = "\"" + word + "\"";
        for (int at = source.indexOf(literal); at >= 0; at = source.indexOf(literal, at + 1)) {
            int open = 1;
            int start = at;
            while (open > 0 && start > 0) {
                start--;
                open += source.charAt(start) == ')' ? 1 : source.charAt(start) == '(' ? -1 : 0;
            }
            Matcher call = CALL.matcher(source.substring(Math.max(0, start - 20), start + 1));
            if (call.find() && CLAIMS.contains(call.group(1))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> sources(Path directory) {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> found.put(file.getFileName().toString().replace(".java", ""), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
