package pk.muhr.problem;

import java.time.Duration;

/**
 * Implemented by exceptions that say: not the caller's fault, and it may work in a moment (a token is unplugged, the
 * database is away). Answered as 503, without the exception's message.
 */
public interface Unavailable {

    /** After how long a new attempt makes sense, in whole seconds. */
    default Duration retryAfter() {
        return Duration.ofSeconds(5);
    }
}
