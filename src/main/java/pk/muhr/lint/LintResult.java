package pk.muhr.lint;

import java.util.List;

import pk.muhr.policy.Finding;

/** What the linter says: something that may be signed, or the rules that it breaks. */
public sealed interface LintResult<T> {

    /** Every rule passed. */
    record Clean<T>(T linted) implements LintResult<T> {}

    /** At least one rule is broken. */
    record Broken<T>(List<Finding> findings) implements LintResult<T> {
        public Broken {
            findings = List.copyOf(findings);
        }
    }
}
