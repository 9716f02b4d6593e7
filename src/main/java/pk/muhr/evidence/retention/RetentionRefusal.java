package pk.muhr.evidence.retention;

import java.util.Optional;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Why a legal hold stays as it is, or records stay. */
enum RetentionRefusal {
    HOLD_UNKNOWN(404, "legal-hold-unknown", "There is no such legal hold", "take an id from /api/v1/audit/legal-holds"),
    HOLD_EMPTY(
            422, "legal-hold-empty", "A legal hold begins before it ends", "give a from before to, or leave one out"),
    HOLD_RELEASED(409, "legal-hold-released", "The legal hold is released already", "nothing is left to do"),
    BODY_UNKNOWN(422, "body-unknown", "The register has no body of this identifier", "take an id from /api/v1/bodies"),
    PROPOSAL_UNKNOWN(404, "destruction-unknown", "Nobody proposed this", "take an id from /api/v1/audit/destructions"),
    SAME_PERSON(409, "same-person", "It takes two persons", "ask an officer of another role"),
    SAME_ROLE(409, "same-role", "The two officers hold different roles", "ask an officer of another role"),
    LAPSED(
            409,
            "proposal-lapsed",
            "The proposal is older than a week, or its officer no longer holds the role",
            "propose it again and have that confirmed"),
    DONE(409, "destruction-done", "These records are destroyed already", "nothing is left to do"),
    TOO_YOUNG(
            409,
            "records-too-young",
            "The month has not ended for as long as the policy keeps records",
            "wait until retention.years of certificate-policy.yaml have passed since its end"),
    HELD(
            409,
            "records-held",
            "A legal hold covers records of this month",
            "have two officers release it at /api/v1/audit/legal-holds, once its reason is gone"),
    NOT_OUTSIDE(
            409,
            "records-not-outside",
            "Not every record of the month is in a signed checkpoint that lies outside of the database",
            "set muhr.log.directory, or wait until the log goes on, and try again"),
    NOTHING_OVER(
            409,
            "nothing-over",
            "Of no record of this month the time is over: what is left is about keys of authorities, or certificates"
                    + " that ended too lately",
            "take an earlier month, or come back later"),
    NOT_EXPORTED(
            409,
            "archive-unknown",
            "No archive of this month with this manifest was signed",
            "export the month as zip, all of it (from its first instant to that of the next), keep the file, and name"
                    + " the SHA-256 of its manifest.json, which is the second line of its manifest.sig");

    private final int status;
    private final String rule;
    private final String detail;
    private final String fix;

    RetentionRefusal(int status, String rule, String detail, String fix) {
        this.status = status;
        this.rule = rule;
        this.detail = detail;
        this.fix = fix;
    }

    /** What the database says in a word. */
    static RetentionRefusal ofObjection(String word) {
        return switch (word) {
            case "too-young" -> TOO_YOUNG;
            case "held" -> HELD;
            case "not-outside" -> NOT_OUTSIDE;
            case "nothing-over" -> NOTHING_OVER;
            case "not-exported" -> NOT_EXPORTED;
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** The problem that the caller gets, for this value. */
    ProblemException about(Object value) {
        return new ProblemException(Problem.of(status, rule, "Nothing was changed", detail + ".")
                .withValue(value.toString())
                .withFix(fix)
                .withSource("EN 319 411-1 §6.4.6, BR §5.2.2, §5.4.3", Optional.empty()));
    }
}
