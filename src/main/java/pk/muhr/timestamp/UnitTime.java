package pk.muhr.timestamp;

import java.time.Duration;
import java.time.Instant;

/** The time of one unit's tokens, which never goes back, whoever had the unit before. */
final class UnitTime {

    private Instant latest;

    UnitTime(Instant latest) {
        this.latest = latest;
    }

    /**
     * The time for the next token: now, or that of the one before where the clock was corrected a little since.
     *
     * @throws NoTimeStamp when now is further back than the tolerance
     */
    synchronized Instant next(Instant now, Duration tolerance) {
        if (now.isAfter(latest)) {
            latest = now;
        } else if (Duration.between(now, latest).compareTo(tolerance) >= 0) {
            throw new NoTimeStamp(
                    FailureInfo.TIME_NOT_AVAILABLE, "the clock is behind a time that was signed already; try later");
        }
        return latest;
    }
}
