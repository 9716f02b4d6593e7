package pk.muhr.safety.clock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What sources have in common: the interval in which most of them overlap (RFC 5905 §11.2.1). */
final class Agreement {

    /** From which error on a source says nothing: MAXDIST (RFC 5905 §11.2.1, appendix A.1.1). */
    private static final Duration FARTHEST = Duration.ofSeconds(1);

    private Agreement() {}

    /**
     * The common interval of at least so many of these; nothing where fewer overlap, or as many in two places, as then
     * nobody knows who is right.
     */
    static Optional<ClockLook> of(List<ClockLook> all, int least) {
        List<ClockLook> looks = all.stream()
                .filter(look -> look.error().compareTo(FARTHEST) < 0)
                .toList();
        List<List<ClockLook>> overlaps = looks.stream()
                .map(look -> common(look.earliest(), looks))
                .filter(overlapping -> overlapping.size() >= Math.max(1, least))
                .toList();
        int most = overlaps.stream().mapToInt(List::size).max().orElse(0);
        List<ClockLook> intervals = overlaps.stream()
                .filter(overlapping -> overlapping.size() == most)
                .map(Agreement::interval)
                .distinct()
                .toList();
        return intervals.size() == 1 ? Optional.of(intervals.getFirst()) : Optional.empty();
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
