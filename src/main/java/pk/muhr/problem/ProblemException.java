package pk.muhr.problem;

/** Ends a request with the problem it carries. For refusals at the edge; the domain answers with sealed types. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends the request with this problem. */
    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** Ends the request with this problem; the cause is for the log only. */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.slug() + ": " + problem.detail(), cause);
        this.problem = problem;
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
