package pk.muhr.policy;

/** Where in the policy files a rule stands, so that whoever is refused can read it. */
public record PolicyPlace(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
