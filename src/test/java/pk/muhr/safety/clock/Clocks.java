package pk.muhr.safety.clock;

import java.time.Clock;

/** Clocks for tests outside this package. */
public final class Clocks {

    private Clocks() {}

    /** One whose sources nobody heard. */
    public static WatchedClock unheard() {
        return new WatchedClock(
                ConfiguredClock.sources(Clock.systemUTC(), "development", "all", "system"),
                _ -> {},
                Clock.systemUTC(),
                System::nanoTime);
    }
}
