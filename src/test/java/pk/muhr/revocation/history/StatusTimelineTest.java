package pk.muhr.revocation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import pk.muhr.revocation.StatusKind;
import pk.muhr.x509.RevocationReason;

/** Which event decided at a time. */
class StatusTimelineTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final StatusEvent held = event(1, StatusKind.HELD, 10);
    private final StatusEvent released = event(2, StatusKind.RELEASED, 20);
    private final StatusEvent heldAgain = event(3, StatusKind.HELD, 30);
    private final StatusEvent revoked = event(4, StatusKind.REVOKED, 30);
    private final StatusEvent compromised = event(5, StatusKind.REVOKED, 5);

    @Test
    void saysNothingBeforeTheFirstEventCounts() {
        assertThat(at(9, held, released)).isEmpty();
        assertThat(at(29, revoked)).isEmpty();
    }

    @Test
    void followsHoldsAndReleases() {
        assertThat(at(10, held, released, heldAgain)).contains(held);
        assertThat(at(29, held, released, heldAgain)).contains(released);
        assertThat(at(30, held, released, heldAgain)).contains(heldAgain);
    }

    @Test
    void countsARevocationFromTheDateThatItWasLastGiven() {
        assertThat(at(29, held, released, heldAgain, revoked)).contains(released);
        assertThat(at(30, held, released, heldAgain, revoked)).contains(revoked);
        assertThat(at(29, held, released, heldAgain, revoked, compromised)).contains(compromised);
        assertThat(at(4, held, released, heldAgain, revoked, compromised)).isEmpty();
    }

    private static Optional<StatusEvent> at(int minute, StatusEvent... events) {
        return new StatusTimeline(List.of(events)).at(NOON.plusSeconds(60L * minute));
    }

    private static StatusEvent event(long seq, StatusKind kind, int minute) {
        return new StatusEvent(
                seq,
                kind,
                RevocationReason.SUPERSEDED,
                NOON.plusSeconds(60L * minute),
                Optional.empty(),
                "test",
                NOON.plusSeconds(3600 + seq));
    }
}
