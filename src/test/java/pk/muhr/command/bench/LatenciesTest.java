package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreNearestRanksOverAllConnections() {
        Latencies odd = new Latencies();
        Latencies even = new Latencies();
        for (int milli = 100; milli >= 1; milli--) {
            (milli % 2 == 0 ? even : odd).add(milli * 1_000_000L);
        }
        Latencies all = Latencies.of(List.of(odd, even));
        assertThat(all.count()).isEqualTo(100);
        assertThat(all.percentile(0.50)).hasValue(50_000);
        assertThat(all.percentile(0.99)).hasValue(99_000);
        assertThat(all.percentile(1)).hasValue(100_000);
    }

    @Test
    void keepsMoreThanItFirstHadRoomFor() {
        Latencies many = new Latencies();
        for (int i = 0; i < 5_000; i++) {
            many.add(1_000L * i);
        }
        assertThat(Latencies.of(List.of(many)).percentile(1)).hasValue(4_999);
    }

    @Test
    void ofNothingHaveNoPercentile() {
        assertThat(Latencies.none().percentile(0.5)).isEmpty();
    }
}
