package pk.muhr.policy;

/** What a policy says to a question: the thing asked for, or why not. */
public sealed interface Judgement<T> {

    /** Yes, and this is it. */
    record Permitted<T>(T value) implements Judgement<T> {}

    /** No, and this is why. */
    record Refused<T>(Refusal refusal) implements Judgement<T> {}
}
