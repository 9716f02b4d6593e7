package pk.muhr.lint.rule;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;

/**
 * One rule over what is about to be signed.
 *
 * @param <T> what it looks at
 */
public interface Rule<T> {

    /** Its name in findings, such as {@code issuer-outlived}; it never changes. */
    String id();

    /** Where it comes from. */
    Citation citation();

    /** What it applies to, for people. */
    String appliesTo();

    /** Whether it applies to this. */
    default boolean appliesTo(T subject) {
        return true;
    }

    /** A sentence about what is wrong, or nothing. */
    Optional<String> check(T subject);

    /** The finding, if the rule applies and is broken. A check that fails on malformed content counts as broken. */
    default Optional<Finding> findingIn(T subject) {
        if (!appliesTo(subject)) {
            return Optional.empty();
        }
        try {
            return check(subject).map(found -> new Finding(id(), citation(), found));
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NoSuchElementException malformed) {
            return Optional.of(new Finding(id(), citation(), "unreadable: " + malformed.getMessage()));
        }
    }

    /** The sentence, unless the condition holds. */
    static Optional<String> unless(boolean holds, String sentence) {
        return holds ? Optional.empty() : Optional.of(sentence);
    }

    /** The sentence, made only when the condition does not hold. */
    static Optional<String> unless(boolean holds, Supplier<String> sentence) {
        return holds ? Optional.empty() : Optional.of(sentence.get());
    }
}
