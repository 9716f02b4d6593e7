package pk.muhr.evidence.reconcile;

import java.util.function.Consumer;

/** Says what was compared and what differs, as it is found, and counts the differences. */
final class Findings {

    private final Consumer<String> out;
    private long differences;

    Findings(Consumer<String> out) {
        this.out = out;
    }

    /** What was looked at, in words and numbers. */
    void compared(String sentence) {
        out.accept(sentence);
    }

    /** Something that is not as it must be. */
    void differs(String sentence) {
        differences++;
        out.accept("DIFFERENCE: " + sentence);
    }

    long differences() {
        return differences;
    }
}
