package pk.muhr.identity;

import pk.muhr.x509.LegibleText;

/** Why an officer did something, in words that every reader sees alike: at most 400 characters, none of them hidden. */
public record Reason(String text) {

    private static final int LONGEST = 400;

    public Reason {
        if (text.isBlank() || !LegibleText.shown(text, LONGEST).equals(text)) {
            throw new IllegalArgumentException("a reason has 1 to 400 characters, none of them hidden (UTS 39 §3.1)");
        }
    }
}
