package pk.muhr.lint;

/** An external linter gave no answer: it is not configured, does not run, is too slow, or says what nobody understands. */
public final class ExternalLinterUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExternalLinterUnavailable(String name, String why, Throwable cause) {
        super("the external linter " + name + " " + why, cause);
    }
}
