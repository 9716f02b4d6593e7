package pk.muhr.safety.clock;

import java.time.Duration;

/** This machine's clock itself, believed: for development, where nobody relies on a time. */
record SystemSource() implements ClockSource {

    static final String NAME = "system";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ClockLook look() {
        return new ClockLook(Duration.ZERO, Duration.ZERO, false);
    }
}
