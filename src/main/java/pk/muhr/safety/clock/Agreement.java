package pk.muhr.safety.clock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What sources have in common: the interval in which most of them overlap (RFC 5905 §11.2.1). */
final class Agreement {

    private Agreement() {}

    /** The common interval of at least so many of these; nothing where fewer overlap. */
    static Optional<ClockLook> of(List<ClockLook> looks, int least) {
        return looks.stream()
                .map(look -> common(look.earliest(), looks))
                .filter(overlapping -> overlapping.size() >= Math.max(1, least))
                .reduce((one, other) -> other.size() > one.size() ? other : one)
                .map(Agreement::interval);
    }

    private static List<ClockLook> common(Duration point, List<ClockLook> looks) {
        return looks.stream()
                .filter(look ->
                        look.earliest().compareTo(point) <= 0 && look.latest().compareTo(point) >= 0)
                .toList();
    }

    private static ClockLook interval(List<ClockLook> overlapping) {
        Duration earliest = overlapping.stream()
                .map(ClockLook::earliest)
                .reduce((a, b) -> a.compareTo(b) > 0 ? a : b)
                .orElseThrow();
        Duration latest = overlapping.stream()
                .map(ClockLook::latest)
                .reduce((a, b) -> a.compareTo(b) < 0 ? a : b)
                .orElseThrow();
        return new ClockLook(
                earliest.plus(latest).dividedBy(2),
                latest.minus(earliest).dividedBy(2),
                overlapping.stream().anyMatch(ClockLook::leapSecond));
    }
}
