package pk.muhr.console.office;

import java.util.Set;

import pk.muhr.console.Said;

/** What the pages here say was done; an address names its words, and no others than these. */
final class Done {

    private static final Set<String> WORDS = Set.of(
            "doneCounted",
            "doneIssued",
            "doneUnderWay",
            "doneRejected",
            "doneRevoked",
            "doneHeld",
            "doneReleased",
            "doneBody",
            "doneProposed");

    private Done() {}

    /** Of a form that was sent before this page was asked for. */
    static Said of(String key) {
        return key != null && WORDS.contains(key) ? Said.done(key) : Said.nothing();
    }
}
