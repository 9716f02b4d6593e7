package pk.muhr.problem;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a request is not served (RFC 9457 §3.1), before it is answered and given its identifier.
 *
 * @param status HTTP status, 400 to 599
 * @param slug names the kind of problem: its type is {@code urn:muhr:problem:<slug>}; lower-case words with hyphens
 * @param title the kind of problem in a few words, the same for every occurrence
 * @param detail what happened this time, in one or two sentences
 * @param rule the rule that was broken: a slug of our own, or a clause such as {@code BR 7.1.2.7}
 * @param value the offending value as it came
 * @param fix what the caller can do about it
 * @param clause the standard's clause that the rule carries out
 * @param policy file and line of the policy that decided
 * @param breaches every rule that was broken, where a request broke several
 */
public record Problem(
        int status,
        String slug,
        String title,
        String detail,
        String rule,
        Optional<String> value,
        Optional<String> fix,
        Optional<String> clause,
        Optional<String> policy,
        List<Breach> breaches) {

    private static final Optional<String> NONE = Optional.empty();
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** One of several broken rules. */
    public record Breach(
            String rule, String detail, Optional<String> value, Optional<String> fix, Optional<Line> line) {

        /** One that stands in no file. */
        public Breach(String rule, String detail, Optional<String> value, Optional<String> fix) {
            this(rule, detail, value, fix, Optional.empty());
        }
    }

    /** A line of a file that was sent. */
    public record Line(String file, int number) {}

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a problem: " + status);
        }
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("not a slug: " + slug);
        }
        breaches = List.copyOf(breaches);
    }

    /** A problem whose rule has the same name as its kind. */
    public static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, slug, NONE, NONE, NONE, NONE, List.of());
    }

    /** The same problem, said in other words. */
    public Problem withDetail(String sentences) {
        return new Problem(status, slug, title, sentences, rule, value, fix, clause, policy, breaches);
    }

    /** The same problem, for breaking this rule. */
    public Problem withRule(String broken) {
        return new Problem(status, slug, title, detail, broken, value, fix, clause, policy, breaches);
    }

    /** The same problem, caused by this value; at most 200 characters of it are shown. */
    public Problem withValue(String offending) {
        return new Problem(
                status, slug, title, detail, rule, Optional.of(shown(offending)), fix, clause, policy, breaches);
    }

    /** The same problem, and what to do about it. */
    public Problem withFix(String sentence) {
        return new Problem(status, slug, title, detail, rule, value, Optional.of(sentence), clause, policy, breaches);
    }

    /** The same problem, and where its rule comes from: a standard's clause, and where one decided, a policy's line. */
    public Problem withSource(String standard, Optional<String> place) {
        return new Problem(status, slug, title, detail, rule, value, fix, Optional.of(standard), place, breaches);
    }

    /** The same problem, with every rule that was broken. */
    public Problem withBreaches(List<Breach> all) {
        return new Problem(status, slug, title, detail, rule, value, fix, clause, policy, all);
    }

    private static String shown(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + "…";
    }
}
