package pk.muhr.evidence.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a hot standby has all that was signed. It measures its lag by the commits that it replays, and one that follows an
 * older database replays that one's in time: only what it lacks shows it.
 */
final class StandbyReach {

    /** As long as answers may be behind anyway (invariant I12). */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final LongSupplier nanos;
    private long wanted;
    private long since;

    StandbyReach(LongSupplier nanos) {
        this.nanos = nanos;
        unknown();
    }

    /** From here on it lacks records until it was seen to have them. */
    synchronized void unknown() {
        wanted = Long.MAX_VALUE;
        since = nanos.getAsLong() - PATIENCE.toNanos();
    }

    /**
     * Whether records are lacking that were signed for longer than a standby may be behind.
     *
     * @param records of the standby's log
     * @param signed of the last checkpoint outside
     */
    synchronized boolean lacks(long records, long signed) {
        if (records >= signed) {
            wanted = 0;
            return false;
        }
        wanted = Math.min(wanted, signed);
        if (records >= wanted) {
            wanted = signed;
            since = nanos.getAsLong();
        }
        return nanos.getAsLong() - since >= PATIENCE.toNanos();
    }
}
