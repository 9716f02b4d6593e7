package pk.muhr.policy;

/**
 * Thrown by a policy record whose values break a rule; the loader adds file and line. The sentence begins with the key
 * that it is about.
 */
final class PolicyRule extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String fix;

    PolicyRule(String sentence) {
        this(sentence, "correct " + key(sentence) + "; policies/README.md says what it may hold");
    }

    PolicyRule(String sentence, String fix) {
        super(sentence);
        this.fix = fix;
    }

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new PolicyRule(sentence);
        }
    }

    static void require(boolean holds, String sentence, String fix) {
        if (!holds) {
            throw new PolicyRule(sentence, fix);
        }
    }

    /** The key that the sentence is about. */
    String key() {
        return key(getMessage());
    }

    private static String key(String sentence) {
        return sentence.split("[ :]", 2)[0];
    }

    String fix() {
        return fix;
    }
}
