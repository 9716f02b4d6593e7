package pk.muhr.policy;

/**
 * What is wrong at one place of the policy files, or soon will be. As text it is {@code file:line: rule: fix}, made to be
 * read by an officer.
 *
 * @param rule the rule that is broken, with its source where it has one
 * @param fix what to write instead
 */
public record PolicyProblem(PolicyPlace place, String rule, String fix) {

    static PolicyProblem at(String file, int line, String rule, String fix) {
        return new PolicyProblem(new PolicyPlace(file, line), rule, fix);
    }

    /** The same as a warning: {@code file:line: warning: …}. */
    public String warning() {
        return place + ": warning: " + rule + ": " + fix;
    }

    @Override
    public String toString() {
        return place + ": " + rule + ": " + fix;
    }
}
