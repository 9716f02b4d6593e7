package pk.muhr.policy.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code policies/README.md} says of each key, so that no key is without words: the rows {@code | `key` | meaning | source |} below the heading of a
 * kind of file. Keys are paths such as {@code authorities[].crl.every} or {@code maximumDays.*[].days}.
 */
public final class PolicyManual {

    private static final Pattern HEADING = Pattern.compile("## (.+?)(\\.yaml)?");
    private static final Pattern ROW = Pattern.compile("\\| (`.+?`) \\| (.+) \\| ([^|]+) \\|");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private final Map<String, String> sentences = new HashMap<>();

    private PolicyManual() {}

    /** Reads the text of the README. */
    public static PolicyManual of(String readme) {
        PolicyManual manual = new PolicyManual();
        String kind = "";
        for (String line : readme.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                kind = heading.group(1).equals("Profiles") ? "profile" : heading.group(1);
            } else if (row.matches()) {
                String source = row.group(3).equals("–") ? "" : " (" + row.group(3) + ")";
                Matcher keys = KEY.matcher(row.group(1));
                while (keys.find()) {
                    manual.sentences.put(kind + " " + keys.group(1), row.group(2) + source);
                }
            }
        }
        return manual;
    }

    /** What a key of this kind of file means, with its source. */
    public Optional<String> sentence(String kind, String path) {
        return Optional.ofNullable(sentences.get(kind + " " + path));
    }
}
