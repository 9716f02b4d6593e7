package pk.muhr.identity;

import java.util.Optional;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Why nothing changed in the register of bodies. */
enum BodyRefusal {
    UNKNOWN(
            404,
            "body-unknown",
            "The register has no body of this identifier that you may see",
            "write the identifier as the register does, nitb for instance"),
    ID_TAKEN(409, "body-id-taken", "Another body has this identifier", "choose another one"),
    NAME_TAKEN(
            409,
            "body-name-taken",
            "Another body has this legal name, or this number in a register",
            "look for it at /api/v1/bodies?q= and go on with that one"),
    STEP_NOT_PERMITTED(
            409,
            "body-step-not-permitted",
            "That step does not follow the state in which the body is",
            "a body is applied for, verified, made active by its agreement, suspended and resumed, and closed"),
    SECOND_OFFICER(
            409,
            "same-person",
            "Who applied for a body does not verify it, and who suspended it does not resume it",
            "ask another officer"),
    CONTACTS_FULL(
            409,
            "contacts-full",
            "A body is told of its certificates at 20 mailboxes at most",
            "end one of them at …/contacts/end, or have a list deliver to many"),
    CONTACTS_PER_DAY(
            429,
            "contacts-per-day",
            "A body changes its contacts 100 times in 24 hours at most",
            "wait a day; ends are taken, 100 more"),
    CONTACT_UNKNOWN(404, "contact-unknown", "Nothing is sent there", "take the address from …/contacts"),
    FOREIGN(403, "body-foreign", "You do not act for this body", "ask somebody whom it appointed as subscriber");

    private final int status;
    private final String rule;
    private final String detail;
    private final String fix;

    BodyRefusal(int status, String rule, String detail, String fix) {
        this.status = status;
        this.rule = rule;
        this.detail = detail;
        this.fix = fix;
    }

    /** The problem that the caller gets, for this value. */
    ProblemException about(String value) {
        return new ProblemException(Problem.of(status, rule, "Not with this body", detail + ".")
                .withValue(value)
                .withFix(fix)
                .withSource("BR §3.2.2.1, §4.1.2, §5.2.2", Optional.empty()));
    }
}
