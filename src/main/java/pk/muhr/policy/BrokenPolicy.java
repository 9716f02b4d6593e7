package pk.muhr.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Policy files that cannot be used. The message has a line {@code file:line: rule: fix} for everything that is wrong. */
public final class BrokenPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    /** With everything that is wrong. */
    public BrokenPolicy(List<PolicyProblem> problems) {
        super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
