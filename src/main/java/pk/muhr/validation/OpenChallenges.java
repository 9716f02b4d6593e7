package pk.muhr.validation;

import org.hibernate.JDBCException;

import pk.muhr.identity.BodyId;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** Challenges that may still prove something: how many a body may have at one time, the database counts (V19). */
public final class OpenChallenges {

    private static final String TOO_MANY = "MU082";

    private OpenChallenges() {}

    /** What to throw when a challenge could not be recorded: the reason, where the database refused it for their number. */
    public static RuntimeException refusal(JDBCException failure, BodyId body) {
        return TOO_MANY.equals(failure.getSQLState())
                ? new ProblemException(Problem.of(
                                409,
                                "challenges-full",
                                "Too many challenges",
                                "The body has as many open challenges as it may have.")
                        .withValue(body.value())
                        .withFix("go on with those that are open, or wait until they are too old"))
                : failure;
    }

    /**
     * What to throw when a body has no open challenge of this id.
     *
     * @param where in the list of what of the body the open ones stand
     */
    public static ProblemException unknown(String challenge, String where) {
        return new ProblemException(
                Problem.of(404, "challenge-unknown", "No such challenge", "The body has no open challenge of this id.")
                        .withValue(challenge)
                        .withFix("take the id from the list of its " + where
                                + "; one that is spent or too old needs a new one"));
    }
}
