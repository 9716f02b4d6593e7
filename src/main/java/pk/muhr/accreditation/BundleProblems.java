package pk.muhr.accreditation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyKeys;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Why nothing was done with a bundle, in the words that the API and the pages answer with and that stay on record. */
public final class BundleProblems {

    private static final String BROKEN = "policy-broken";
    private static final int MOST_BREACHES = 100;

    private BundleProblems() {}

    /** The candidate is decided, or another one was. */
    public static ProblemException notOpen(PolicyCandidate candidate) {
        return switch (candidate.state()) {
            case OPEN -> throw new IllegalStateException("an open candidate can be decided");
            case ACTIVATED ->
                refused(
                        409,
                        "policy-activated",
                        "It is in force or was",
                        candidate.hash().hex(),
                        "nothing is left to do");
            case WITHDRAWN ->
                refused(
                        409,
                        "policy-withdrawn",
                        "It was withdrawn",
                        candidate.hash().hex(),
                        "propose it again");
            case OUTDATED ->
                refused(
                        409,
                        "policy-outdated",
                        "Another bundle came into force after it was proposed",
                        candidate.hash().hex(),
                        "carry the change over to what is in force, raise the version and propose it again");
        };
    }

    /** Nobody proposed such a bundle. */
    public static ProblemException unknown(String hash) {
        return refused(
                404, "policy-unknown", "No such bundle", hash, "take the 64 digits of a hash from /api/v1/policies");
    }

    /** The very same files wait already. */
    public static ProblemException alreadyOpen(PolicyCandidate candidate) {
        return refused(
                409,
                "policy-proposed",
                "The very same files wait for officers already",
                candidate.hash().hex(),
                "confirm them, or change them");
    }

    /** One person is not two. */
    public static ProblemException samePerson(PolicyCandidate candidate) {
        return refused(
                409,
                "policy-same-person",
                "You confirmed it before, and a second person must",
                candidate.hash().hex(),
                "ask an officer of another role");
    }

    /** One role is not two. */
    public static ProblemException sameRole(Role role) {
        return refused(
                409,
                "policy-same-role",
                "Somebody of your role confirmed it before, and the second person must be of another",
                role.label(),
                "ask a " + (role == Role.POLICY_AUTHORITY ? Role.SECURITY_OFFICER : Role.POLICY_AUTHORITY).label());
    }

    /** Each broken rule is named by the key that it is about, for auditors to count. */
    public static ProblemException broken(List<PolicyProblem> problems, Map<String, String> files) {
        PolicyKeys keys = new PolicyKeys(files);
        PolicyProblem first = problems.getFirst();
        return new ProblemException(Problem.of(
                        422,
                        BROKEN,
                        "The bundle cannot be used",
                        problems.size() + (problems.size() == 1 ? " rule is" : " rules are")
                                + " broken; the policy in force stays.")
                .withValue(first.place() + ": " + first.rule())
                .withFix(first.fix())
                .withBreaches(problems.stream()
                        .limit(MOST_BREACHES)
                        .map(problem -> new Problem.Breach(
                                keys.at(problem.place()).orElse(BROKEN),
                                problem.toString(),
                                Optional.empty(),
                                Optional.of(problem.fix()),
                                Optional.of(new Problem.Line(
                                        problem.place().file(), problem.place().line()))))
                        .toList()));
    }

    static ProblemException refused(int status, String slug, String detail, String value, String fix) {
        return new ProblemException(Problem.of(status, slug, "Not with this bundle", detail + ".")
                .withValue(value)
                .withFix(fix));
    }
}
