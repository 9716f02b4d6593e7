package pk.muhr.policy;

/** A policy file that cannot be used. The message is {@code file:line: rule: fix}, made to be read by an officer. */
public final class BrokenPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPolicy(String file, int line, String sentence) {
        super(file + ":" + line + ": " + sentence);
    }
}
