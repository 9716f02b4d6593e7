package pk.muhr.safety.clock;

import java.io.IOException;

/** Something that knows the time. */
interface ClockSource {

    /** As in {@code muhr.clock.sources}. */
    String name();

    /**
     * Asks it, for a second or two at most.
     *
     * @throws IOException when it does not answer, or is not synchronised itself
     */
    ClockLook look() throws IOException;
}
