package pk.muhr.revocation.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.revocation.StatusKind;

/** Events of one certificate in the order in which they were recorded, as far as they were known at some moment. */
record StatusTimeline(List<StatusEvent> events) {

    StatusTimeline {
        events = List.copyOf(events);
    }

    /**
     * The event that decided what the status was at this time; none while nothing was said. A revocation counts with the
     * date that it was last given, whatever was held and released before.
     */
    Optional<StatusEvent> at(Instant time) {
        Optional<StatusEvent> revoked =
                last(StatusKind.REVOKED).filter(event -> !event.since().isAfter(time));
        return revoked.or(() -> events.stream()
                .filter(event -> event.kind() != StatusKind.REVOKED)
                .filter(event -> !event.since().isAfter(time))
                .reduce((_, later) -> later));
    }

    private Optional<StatusEvent> last(StatusKind kind) {
        return events.stream().filter(event -> event.kind() == kind).reduce((_, later) -> later);
    }
}
