package pk.muhr.validation;

import org.hibernate.JDBCException;

import pk.muhr.identity.BodyId;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** How many challenges a body may have open at one time; the database counts them (V19). */
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
}
