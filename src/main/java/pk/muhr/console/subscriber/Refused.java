package pk.muhr.console.subscriber;

import java.util.Set;

import pk.muhr.problem.Problem;

/**
 * Why a form is shown again.
 *
 * @param key names the sentence that says it in the visitor's language; empty where there is none, and the problem's own
 *     words must do
 */
public record Refused(Problem problem, String key) {

    private static final Set<String> WORDED = Set.of(
            "name-not-proved",
            "person-not-proved",
            "organization-not-proved",
            "person-incomplete",
            "key-not-permitted",
            "key-in-use",
            "key-protection-not-proved",
            "body-not-active",
            "caa-forbids",
            "caa-unanswered",
            "possession-not-proved",
            "request-malformed",
            "requests-per-day",
            "domain-not-proved",
            "domain-held",
            "domain-malformed",
            "domain-not-provable",
            "mailbox-malformed",
            "mailbox-not-proved",
            "challenge-unknown",
            "challenges-full",
            "evidence-malformed",
            "evidence-type",
            "evidence-too-many",
            "already-revoked",
            "certificate-expired");

    /** Whether the problem's own sentence says more than which rule it was, such as what was found somewhere. */
    public boolean isTelling() {
        return key.isEmpty() || problem.slug().equals("domain-not-proved");
    }

    static Refused of(Problem problem) {
        String slug = problem.slug();
        return new Refused(problem, WORDED.contains(slug) ? "why" + Words.joined(slug) : "");
    }
}
