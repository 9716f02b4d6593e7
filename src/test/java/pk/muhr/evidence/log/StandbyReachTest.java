package pk.muhr.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** What a standby lacks, by the sizes of its log and of the last checkpoint. */
class StandbyReachTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StandbyReach reach = new StandbyReach(nanos::get);

    @Test
    void lacksFromItsStartUntilItHasWhatWasSignedThen() {
        assertThat(reach.lacks(90, 100)).isTrue();
        pass(5);
        assertThat(reach.lacks(99, 130)).isTrue();
        pass(5);
        assertThat(reach.lacks(100, 160)).as("a second behind, under load").isFalse();
        assertThat(reach.lacks(160, 160)).isFalse();
    }

    @Test
    void mayBeBehindForAMomentAndNoLonger() {
        assertThat(reach.lacks(100, 100)).isFalse();
        for (int step = 1; step < 10; step++) {
            pass(5);
            assertThat(reach.lacks(100L * step, 100L * step + 50))
                    .as("keeps up")
                    .isFalse();
        }
        pass(3);
        assertThat(reach.lacks(900, 2000)).isFalse();
        pass(5);
        assertThat(reach.lacks(901, 2000)).as("follows an older database").isTrue();
        pass(500);
        assertThat(reach.lacks(902, 2000)).isTrue();
        assertThat(reach.lacks(2000, 2000)).as("caught up").isFalse();
    }

    @Test
    void lacksAgainAfterAnotherStart() {
        assertThat(reach.lacks(100, 100)).isFalse();
        reach.unknown();
        assertThat(reach.lacks(99, 100)).isTrue();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
