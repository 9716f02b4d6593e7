package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every key of the policy files that carries out a clause is looked at: broken, it is refused by name at its line. */
class PolicyKeysTest {

    /** A line for each key; the traceability table names this test for those. */
    private static final String KEYS = "/policy/keys.csv";

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Map<String, String> FILES = PolicyBundle.filesIn(Path.of("policies"));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = KEYS, delimiter = '|', quoteCharacter = '`')
    void refusesTheBrokenKeyByNameAtItsLine(String key, String file, String from, String to, String says) {
        String before = FILES.get(file);
        String after =
                before.replaceFirst(Pattern.quote(lines(from)), Matcher.quoteReplacement(to == null ? "" : lines(to)));
        assertThat(after).as("the text that stands there").isNotEqualTo(before);
        Map<String, String> files = new TreeMap<>(FILES);
        files.put(file, after);

        assertThat(says)
                .as("names the key")
                .contains(key.replaceAll("\\.\\*|\\[]", "").replaceAll(".*[ .]", ""));
        assertThat(PolicyBundle.check(files, TODAY).problems())
                .extracting(PolicyProblem::toString)
                .anyMatch(problem -> problem.startsWith(file + ":" + line(before, after) + ": " + says)
                        && problem.length() > says.length() + 20);
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }

    /** The first line that differs. */
    private static int line(String before, String after) {
        String[] old = before.split("\n");
        String[] young = after.split("\n");
        int line = 0;
        while (old[line].equals(young[line])) {
            line++;
        }
        return line + 1;
    }
}
