package pk.muhr.console.open;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.timestamp.ReceivedTimeStamp;

/**
 * A time-stamp and what is to be said of it.
 *
 * @param stamp what could be read
 * @param path from the root to the unit that made it; empty where it is not ours
 * @param recordedAt when this very token was put on record here; empty where it was not
 */
public record CheckedTimeStamp(
        TimeVerdict verdict, Optional<ReceivedTimeStamp> stamp, List<PathStep> path, Optional<Instant> recordedAt) {

    public CheckedTimeStamp {
        path = List.copyOf(path);
    }

    static CheckedTimeStamp of(TimeVerdict verdict) {
        return new CheckedTimeStamp(verdict, Optional.empty(), List.of(), Optional.empty());
    }

    /** Whether it says something of the file. */
    public boolean isProved() {
        return verdict == TimeVerdict.PROVED;
    }

    /** How the file must be hashed to be compared with it. */
    public String algorithm() {
        return stamp.flatMap(ReceivedTimeStamp::imprint)
                .map(imprint -> imprint.label())
                .orElse("?");
    }
}
