package pk.muhr.policy;

import java.util.Optional;

/** What a policy says to a question: the thing asked for, or why not. */
public sealed interface Judgement<T> {

    /** Why not, if it is no. */
    default Optional<Refusal> why() {
        return this instanceof Refused<T>(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
    }

    /**
     * The thing asked for.
     *
     * @throws IllegalStateException when it is no
     */
    default T permitted() {
        if (this instanceof Permitted<T>(T value)) {
            return value;
        }
        throw new IllegalStateException("refused: " + this);
    }

    /** Yes, and this is it. */
    record Permitted<T>(T value) implements Judgement<T> {}

    /** No, and this is why. */
    record Refused<T>(Refusal refusal) implements Judgement<T> {}
}
