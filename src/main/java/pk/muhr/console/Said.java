package pk.muhr.console;

import java.util.Optional;

import pk.muhr.problem.Problem;

/**
 * What a page says of a form that was sent. A refusal always has a problem, so that it goes on record
 * ({@link Visitors#again}).
 *
 * @param done key of the words for what was done
 * @param refused key of the words for why nothing was
 * @param problem the same in the words of the domain, for the record
 * @param shown the problem where the page shows it too, since its own words do not say all
 */
public record Said(
        Optional<String> done, Optional<String> refused, Optional<Problem> problem, Optional<Problem> shown) {

    /** Nothing yet. */
    public static Said nothing() {
        return new Said(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What was done. */
    public static Said done(String key) {
        return new Said(Optional.of(key), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Nothing was done; the page's own words say all. */
    public static Said refused(String key, Problem problem) {
        return new Said(Optional.empty(), Optional.of(key), Optional.of(problem), Optional.empty());
    }

    /** Nothing was done; the page has words of its own, and the domain says more. */
    public static Said detailed(String key, Problem problem) {
        return new Said(Optional.empty(), Optional.of(key), Optional.of(problem), Optional.of(problem));
    }

    /** Nothing was done, and the domain says why. */
    public static Said refused(Problem problem) {
        return new Said(Optional.empty(), Optional.empty(), Optional.of(problem), Optional.of(problem));
    }
}
