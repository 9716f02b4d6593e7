package pk.muhr.policy;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thrown by a policy record whose values break a rule; the loader adds file and line. The sentence begins with the key
 * that it is about.
 */
final class PolicyRule extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final Pattern BOUND = Pattern.compile(
            " must be (?:(?<range>\\d+ to \\d+)|at (?<side>least|most) (?<limit>PT\\w+|\\d+))\\b(?! and)");

    private static final ScopedValue<Boolean> WAIVED = ScopedValue.newInstance();

    private final String fix;

    PolicyRule(String sentence) {
        this(sentence, fix(sentence));
    }

    private PolicyRule(String sentence, String fix) {
        super(sentence);
        this.fix = fix;
    }

    static void require(boolean holds, String sentence) {
        require(holds, sentence, fix(sentence));
    }

    static void require(boolean holds, String sentence, String fix) {
        if (!holds && !WAIVED.isBound()) {
            throw new PolicyRule(sentence, fix);
        }
    }

    /** Reads what came into force under the rules of another program, whatever those of this one are. */
    static <T, X extends Throwable> T waived(ScopedValue.CallableOp<T, X> reading) throws X {
        return ScopedValue.where(WAIVED, true).call(reading);
    }

    /** A title is for people, and says something. */
    static void requireTitle(String key, String title) {
        require(
                !title.isBlank() && title.length() <= 200,
                key + " must have 1 to 200 characters",
                "say in a few words what it is");
    }

    /** What is listed stands there once. */
    static void requireOnce(String key, List<?> values) {
        require(new HashSet<>(values).size() == values.size(), key + " holds something twice", "write it once");
    }

    /** The key that the sentence is about. */
    String key() {
        return key(getMessage());
    }

    private static String key(String sentence) {
        return sentence.split("[ :]", 2)[0];
    }

    /** The bound, where the sentence names one. */
    private static String fix(String sentence) {
        Matcher bound = BOUND.matcher(sentence);
        if (!bound.find()) {
            return "correct " + key(sentence) + "; policies/README.md says what it may hold";
        }
        return bound.group("range") != null
                ? "write " + bound.group("range")
                : "write " + bound.group("limit") + (bound.group("side").equals("least") ? " or more" : " or less");
    }

    String fix() {
        return fix;
    }
}
