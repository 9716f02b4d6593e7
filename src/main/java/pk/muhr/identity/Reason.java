package pk.muhr.identity;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.LegibleText;

/** Why an officer did something, in words that every reader sees alike: at most 400 characters, none of them hidden. */
public record Reason(String text) {

    private static final int LONGEST = 400;

    public Reason {
        if (text.isBlank() || !LegibleText.shown(text, LONGEST).equals(text)) {
            throw new IllegalArgumentException("a reason has 1 to 400 characters, none of them hidden (UTS 39 §3.1)");
        }
    }

    /**
     * The reason in what a caller sent.
     *
     * @param sent may be {@code null}
     */
    public static Reason given(String sent) {
        String reason = sent == null ? "" : sent.strip();
        try {
            return new Reason(reason);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(400, "reason-malformed", "Malformed reason", "Nothing changed.")
                    .withValue(LegibleText.shown(reason))
                    .withFix("send {\"reason\": \"…\"}: " + e.getMessage()));
        }
    }
}
