package pk.muhr.ceremony;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

import pk.muhr.accreditation.PolicyExamination;
import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.policy.PolicyReport;

/**
 * The policy files on disk. An installation is founded on them; from then on they are a candidate, of which a start says
 * what it thinks and which stops nothing (invariant I3).
 */
final class CandidateFiles {

    private static final int MOST_PROBLEMS = 20;
    private static final String BACK = "`./muhr policy unpack` writes what is in force into files (policies/README.md)";

    private final Path directory;
    private final Instant now;
    private final Set<String> linters;

    /** @param linters of others that are configured */
    CandidateFiles(Path directory, Instant now, Set<String> linters) {
        this.directory = directory;
        this.now = now;
        this.linters = linters;
    }

    /**
     * The first bundle of an installation, under which all of its profiles must be able to issue.
     *
     * @throws BrokenPolicy with file, line, rule and fix
     */
    PolicyBundle first() {
        return examined(PolicyBundle.filesIn(directory)).usable();
    }

    private PolicyReport examined(SortedMap<String, String> files) {
        return PolicyExamination.of(files, now, linters);
    }

    /** What to say of them beside the bundle in force; nothing when they are that bundle. */
    Optional<String> remark(PolicyBundle inForce) {
        try {
            SortedMap<String, String> files = PolicyBundle.filesIn(directory);
            if (PolicyBundle.hashOf(files).equals(inForce.hash())) {
                return Optional.empty();
            }
            PolicyReport report = examined(files);
            return Optional.of(said(
                    inForce,
                    report.bundle()
                            .map(bundle -> compared(bundle, inForce))
                            .orElseGet(() -> broken(report.problems()))));
        } catch (BrokenPolicy e) {
            return Optional.of(said(inForce, broken(e.problems())));
        } catch (UncheckedIOException e) {
            return Optional.of(said(inForce, "cannot be read (" + e.getCause() + "). " + BACK));
        }
    }

    private String said(PolicyBundle inForce, String what) {
        return "issuing goes on under the policy in force, version %d (%.12s); the files in %s %s"
                .formatted(inForce.edition().version(), inForce.hash(), directory, what);
    }

    private static String compared(PolicyBundle files, PolicyBundle inForce) {
        int version = files.edition().version();
        if (version < inForce.edition().version()) {
            return "are older, version " + version + ". " + BACK;
        }
        if (version > inForce.edition().version()) {
            return "are a candidate, version " + version
                    + ": they come into force when two officers confirm them (policies/README.md)";
        }
        return "say something else under the same version: raise it in bundle.yaml for two officers to confirm them, or "
                + BACK;
    }

    private static String broken(List<PolicyProblem> problems) {
        return problems.stream()
                .limit(MOST_PROBLEMS)
                .map(problem -> "\n    " + problem)
                .collect(Collectors.joining(
                        "",
                        "are no candidate as long as this is wrong:",
                        problems.size() > MOST_PROBLEMS
                                ? "\n    and " + (problems.size() - MOST_PROBLEMS) + " more"
                                : ""));
    }
}
