package pk.muhr.safety.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out what a daemon heard before this machine's clock was set: it counts on from there as if nothing had happened,
 * and says of a wrong clock that it is right until it asks its own sources again, for chrony up to 17 minutes.
 */
final class HeardSince {

    /** Less is what lies between the readings of two clocks. */
    private static final Duration NOISE = Duration.ofMillis(10);

    private boolean set;
    private Optional<Instant> before = Optional.empty();

    /**
     * Those that were heard since, or are of this moment. What a daemon says first after a jump may be of before it.
     *
     * @param jump how far the clock was set since the looks before these
     */
    List<ClockLook> of(List<ClockLook> looks, Duration jump) {
        set |= jump.abs().compareTo(NOISE) > 0;
        for (ClockLook look : looks) { // at most one of a daemon
            if (set && look.heard().isPresent()) {
                before = look.heard();
                set = false;
            }
        }
        return looks.stream()
                .filter(look -> look.heard().isEmpty() || !look.heard().equals(before))
                .toList();
    }
}
