package pk.muhr.revocation.crl;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import pk.muhr.policy.HierarchyPolicy.CrlSchedule;

/**
 * How things stand with the lists of one scope.
 *
 * @param newest number of the newest event of the scope
 * @param complete the complete list that is served
 * @param delta the list of changes that is served
 */
public record ScopeState(
        ListScope scope, long newest, Optional<PublishedList> complete, Optional<PublishedList> delta) {

    /** Where certificates name parts, the list of everything follows less often: few read it. */
    private static final Duration SPACING_BESIDE_PARTS = Duration.ofMinutes(1);

    /** Whether the next complete list should be made: there is none, its time has come, or something changed. */
    boolean completeIsDue(CrlSchedule schedule, boolean besideParts, Instant now) {
        if (complete.isEmpty()) {
            return true;
        }
        PublishedList list = complete.get();
        Duration spacing = besideParts && scope.isWhole() ? SPACING_BESIDE_PARTS : Duration.ZERO;
        return isOver(list, schedule.every(), now) || newest > list.reach() && isOver(list, spacing, now);
    }

    /** Whether the next list of changes should be made; each complete list is followed by one. */
    boolean deltaIsDue(CrlSchedule schedule, Instant now) {
        if (schedule.deltaEvery().isEmpty() || complete.isEmpty()) {
            return false;
        }
        return delta.filter(list -> list.number().compareTo(complete.get().number()) > 0
                        && !isOver(list, schedule.deltaEvery().get(), now)
                        && newest <= list.reach())
                .isEmpty();
    }

    private static boolean isOver(PublishedList list, Duration time, Instant now) {
        return !now.isBefore(list.thisUpdate().plus(time));
    }
}
