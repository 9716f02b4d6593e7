package pk.muhr.lint;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;

/**
 * One rule: its id, its source, what it applies to, and what it finds. Applicability is a matter of the profile, never
 * guessed from what the certificate says of itself.
 *
 * @param check gives a sentence about what is wrong, or nothing
 */
record Rule<T>(String id, Citation citation, Predicate<T> applies, Function<T, Optional<String>> check) {

    /** A rule for everything. */
    static <T> Rule<T> always(String id, String clause, Function<T, Optional<String>> check) {
        return new Rule<>(id, new Citation(clause), subject -> true, check);
    }

    /** A rule for what the predicate says. */
    static <T> Rule<T> when(Predicate<T> applies, String id, String clause, Function<T, Optional<String>> check) {
        return new Rule<>(id, new Citation(clause), applies, check);
    }

    /** The finding, if the rule applies and is broken. A check that fails on malformed content counts as broken. */
    Optional<Finding> findingIn(T subject) {
        if (!applies.test(subject)) {
            return Optional.empty();
        }
        try {
            return check.apply(subject).map(found -> new Finding(id, citation, found));
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | java.util.NoSuchElementException e) {
            return Optional.of(new Finding(id, citation, "unreadable: " + e.getMessage()));
        }
    }

    /** The sentence, unless the condition holds. */
    static Optional<String> unless(boolean holds, String sentence) {
        return holds ? Optional.empty() : Optional.of(sentence);
    }
}
