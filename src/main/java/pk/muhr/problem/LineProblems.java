package pk.muhr.problem;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/** Makes the problems of requests that are answered line by line. */
@Singleton
public class LineProblems {

    private static final Logger LOG = Logger.getLogger(LineProblems.class);

    private final Refusals refusals;

    LineProblems(Refusals refusals) {
        this.refusals = refusals;
    }

    /** What cannot be recorded is not said; the line may come again. */
    static final class Unrecorded extends IllegalStateException implements Unavailable {

        private static final long serialVersionUID = 1L;

        Unrecorded(String id) {
            super("the refusal " + id + " could not be recorded");
        }
    }

    /**
     * The problem with an identifier of its own. Whoever says it puts it on record first.
     *
     * @param method HTTP method of the request
     * @param path the template of its resource's path
     */
    public LineProblem of(Problem problem, String method, String path) {
        String id = refusals.id();
        return new LineProblem(
                new RefusedRequest(id, problem, method, path),
                ProblemDocument.of(problem, id).json());
    }

    /** What is said of it, after the observers were told. */
    public String told(LineProblem problem) {
        if (!refusals.observed(problem.refused())) {
            throw new Unrecorded(problem.refused().id());
        }
        return problem.json();
    }

    /** Whether the failure is of one of the lines and not of something that all of them need. */
    public boolean isOfALine(RuntimeException failure) {
        return !(failure instanceof ProblemException) && Faults.outage(failure).isEmpty();
    }

    /** Why lines could not be taken, in JSON: the caller's fault as it was said, and nothing of ours but an identifier. */
    public String failed(RuntimeException failure, String method, String path) {
        Problem problem =
                switch (failure) {
                    case ProblemException refused -> refused.problem();
                    default -> Faults.outage(failure).isPresent() ? Faults.unavailable() : Faults.internal();
                };
        LineProblem line = of(problem, method, path);
        if (problem.status() >= 500) {
            LOG.errorf(failure, "problem %s: %s", line.refused().id(), problem.slug());
        }
        refusals.observed(line.refused()); // where that fails too, nothing was given that must be on record
        return line.json();
    }
}
