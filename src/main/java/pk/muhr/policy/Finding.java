package pk.muhr.policy;

/** A rule that something about to be signed breaks: the rule's id, its source, and what was found. */
public record Finding(String rule, Citation citation, String found) {

    @Override
    public String toString() {
        return rule + " (" + citation + "): " + found;
    }
}
