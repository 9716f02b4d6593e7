package pk.muhr.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a candidate is worth.
 *
 * @param bundle the bundle, when nothing is wrong with it
 * @param problems everything that is wrong, file by file; empty exactly when there is a bundle
 * @param warnings what is right today and will not be on a day that is near
 */
public record PolicyReport(Optional<PolicyBundle> bundle, List<PolicyProblem> problems, List<PolicyProblem> warnings) {

    public PolicyReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        if (bundle.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("a bundle is usable exactly when nothing is wrong with it");
        }
    }

    /**
     * The bundle.
     *
     * @throws BrokenPolicy with everything that is wrong with it
     */
    public PolicyBundle usable() {
        return bundle.orElseThrow(() -> new BrokenPolicy(problems));
    }

    static PolicyReport broken(List<PolicyProblem> problems) {
        return new PolicyReport(Optional.empty(), problems, List.of());
    }
}
