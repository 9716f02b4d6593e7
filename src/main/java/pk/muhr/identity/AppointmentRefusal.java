package pk.muhr.identity;

import java.util.Optional;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Why an appointment is not made, suspended, ended or reviewed; nothing was changed. */
enum AppointmentRefusal {
    UNKNOWN(404, "appointment-unknown", "No such appointment is known", "take the id from /api/v1/appointments"),
    OWN_APPOINTMENT(
            409,
            "own-appointment",
            "Nobody decides about an appointment of their own",
            "ask another officer to propose or confirm it"),
    SAME_PERSON(
            409, "same-person", "Two persons decide it, and you were the first", "ask another officer to confirm it"),
    LAPSED(
            409,
            "proposal-lapsed",
            "It waited for more than two weeks, or one of its officers no longer holds the role",
            "propose it again and have that confirmed"),
    DECIDED(
            409,
            "already-decided",
            "Somebody decided it before",
            "look at what it is now; for another decision propose anew"),
    NOT_EFFECTIVE(
            409,
            "appointment-not-effective",
            "What does not count cannot be suspended",
            "look at its state; nothing is left to do"),
    NOT_SUSPENDED(
            409,
            "appointment-not-suspended",
            "An end is confirmed after another officer asked for it",
            "ask for the end first at /api/v1/appointments/{id}/end"),
    LAST_SECURITY_OFFICERS(
            409,
            "last-security-officers",
            "Two security officers always remain, or nobody could appoint another",
            "have a third security officer appointed first"),
    ALREADY_HELD(409, "appointment-held", "The person holds this role already", "nothing is left to do"),
    ROLES_EXCLUSIVE(
            409,
            "roles-exclusive",
            "An auditor holds no other role",
            "have the other appointments ended first, or name somebody else"),
    ACTS_FOR_ANOTHER_BODY(
            409,
            "acts-for-another-body",
            "A subscriber acts for one body",
            "have that appointment ended first, or name somebody else"),
    BODY_UNKNOWN(422, "body-unknown", "The register has no such body", "write its identifier as the register does"),
    NAME_MISSING(
            422, "person-name-missing", "Nobody of this identifier is on record", "add displayName, their full name"),
    NAMED_OTHERWISE(
            409,
            "person-named-otherwise",
            "The person of this identifier is on record under another name",
            "leave displayName out if it is the same person, or correct the identifier"),
    REVIEW_UNKNOWN(404, "review-unknown", "No such review is known", "take the id from /api/v1/appointment-reviews"),
    LIST_CHANGED(
            409,
            "list-changed",
            "The hash is not that of the current list of appointments, or an officer no longer holds the role",
            "read /api/v1/appointment-reviews/list again and review that");

    private final int status;
    private final String rule;
    private final String detail;
    private final String fix;

    AppointmentRefusal(int status, String rule, String detail, String fix) {
        this.status = status;
        this.rule = rule;
        this.detail = detail;
        this.fix = fix;
    }

    /** The problem that the caller gets, for this value. */
    ProblemException about(Object value) {
        return new ProblemException(Problem.of(status, rule, "Not with this appointment", detail + ".")
                .withValue(value.toString())
                .withFix(fix)
                .withSource("BR §5.2.2, §5.2.4, EN 319 401 §7.2", Optional.empty()));
    }
}
