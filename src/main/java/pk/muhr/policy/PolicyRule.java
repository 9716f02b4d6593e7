package pk.muhr.policy;

/** Thrown by a policy record whose values break a rule; the loader adds file and line. */
final class PolicyRule extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PolicyRule(String sentence) {
        super(sentence);
    }

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new PolicyRule(sentence);
        }
    }
}
