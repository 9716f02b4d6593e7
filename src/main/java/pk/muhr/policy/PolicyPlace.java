package pk.muhr.policy;

import java.util.Optional;

/** Where in the policy files a rule stands, so that whoever is refused can read it. */
public record PolicyPlace(String file, int line) {

    private static final String DIRECTORY = "policies/";

    /** As refusals name it, from the top of the program's directory. */
    public String path() {
        return DIRECTORY + this;
    }

    /** The place that {@link #path} names; nothing when it names none. */
    public static Optional<PolicyPlace> ofPath(String path) {
        int colon = path.lastIndexOf(':');
        return path.startsWith(DIRECTORY) && path.substring(colon + 1).matches("\\d{1,9}")
                ? Optional.of(new PolicyPlace(
                        path.substring(DIRECTORY.length(), colon), Integer.parseInt(path.substring(colon + 1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
