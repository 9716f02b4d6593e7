package pk.muhr.problem;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Failures that are ours and not the caller's: they say nothing but an identifier. */
final class Faults {

    private static final int DEEPEST_CAUSE = 20;

    /** SQLSTATE classes: connection lost, resources exhausted, shut down by an operator (PostgreSQL appendix A). */
    private static final Set<String> DATABASE_AWAY = Set.of("08", "53", "57");

    private Faults() {}

    static Problem internal() {
        return Problem.of(500, "internal", "Our failure", "The request failed here. The log has it under this id.")
                .withFix("Try again later; tell the operator the id if it stays.");
    }

    static Problem unavailable() {
        return Problem.of(503, "unavailable", "Not now", "Something that this needs is away for the moment.")
                .withFix("Try again after the time that Retry-After says.");
    }

    static Problem unrecorded() {
        return Problem.of(503, "unavailable", "Not now", "The answer could not be recorded and so is not given.")
                .withFix("Try again later.");
    }

    /**
     * How long the outage behind a failure may last; empty when the failure is not an outage. A commit that failed holds
     * the database's own word as a suppressed exception only.
     */
    static Optional<Duration> outage(Throwable failure) {
        return outage(failure, DEEPEST_CAUSE);
    }

    private static Optional<Duration> outage(Throwable failure, int depth) {
        if (failure instanceof Unavailable unavailable) {
            return Optional.of(unavailable.retryAfter());
        }
        if (failure instanceof SQLException database && away(database)) {
            return Optional.of(Duration.ofSeconds(5));
        }
        return depth == 0
                ? Optional.empty()
                : Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                        .flatMap(behind -> outage(behind, depth - 1).stream())
                        .findFirst();
    }

    /** A state we have none of comes from the pool: no connection in time. */
    private static boolean away(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() >= 2 && DATABASE_AWAY.contains(state.substring(0, 2));
    }
}
