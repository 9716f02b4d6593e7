package pk.muhr.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An appointment, or the proposal of one, with everything that became of it.
 *
 * @param proposed who made it and when; an installation's own jobs too
 * @param confirmed by the second officer; absent where nobody had to
 * @param appointedAt since when it counts, or counted
 * @param suspended by one officer, who says why; it does not count any more
 * @param ended by another one
 */
public record AppointmentRecord(
        Appointment appointment,
        Step proposed,
        Optional<Step> confirmed,
        Optional<Instant> appointedAt,
        Optional<Step> suspended,
        Optional<String> reason,
        Optional<Step> ended) {

    /** How long a proposal waits for the second officer. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(14);

    /** What somebody did, and when. */
    public record Step(String by, Instant at) {}

    /** What an appointment is now. */
    public enum State {
        PROPOSED,
        /** Nobody confirmed it in time. */
        EXPIRED,
        EFFECTIVE,
        SUSPENDED,
        ENDED
    }

    /** What it is at that moment. */
    public State state(Instant now) {
        if (ended.isPresent()) {
            return State.ENDED;
        }
        if (suspended.isPresent()) {
            return State.SUSPENDED;
        }
        if (appointedAt.isPresent()) {
            return State.EFFECTIVE;
        }
        return now.isBefore(proposed.at().plus(LONGEST_WAIT)) ? State.PROPOSED : State.EXPIRED;
    }
}
