package pk.muhr.safety.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.commons.net.ntp.TimeStamp;
import org.junit.jupiter.api.Test;

/** Which sources there are, what they say, and when they agree. */
class ClockSourcesTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private static ClockSources sources(String mode, String... names) {
        return ConfiguredClock.sources(CLOCK, mode, "all", names);
    }

    @Test
    void readsTheLastPartOfASecondAsOfThatSecond() {
        long second = 3_900_000_000L; // of the era that began in 1900
        for (long millionths : new long[] {0, 499_999, 999_499, 999_500, 999_999}) {
            Instant read = SntpSource.instant(new TimeStamp(second << 32 | (millionths << 32) / 1_000_000));
            assertThat(Duration.between(Instant.ofEpochSecond(second - 2_208_988_800L), read)
                            .minusNanos(millionths * 1000)
                            .abs())
                    .isLessThan(Duration.ofNanos(1000));
        }
    }

    @Test
    void refusesThisMachinesOwnClockInProductionAndBesideOthers() {
        assertThat(sources("development").all()).hasSize(1);
        assertThat(sources("production").all().getFirst().name()).isEqualTo("chrony");
        assertThatThrownBy(() -> sources("production", "system"))
                .hasMessageContaining("muhr.clock.sources names system");
        assertThatThrownBy(() -> sources("development", "system", "chrony")).hasMessageContaining("names system");
        assertThatThrownBy(() -> sources("development", "ntp:Time.example", "ntp:other", "ntp:time.example:123"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> sources("development", "sundial")).hasMessageContaining("not sundial");
    }

    /** They may be narrower than what the protocol and the invariants allow, not wider. */
    @Test
    void takesLimitsUpToASecondAndFiveSeconds() {
        Duration alarm = Duration.ofMillis(100);
        Duration second = Duration.ofSeconds(1);
        ClockLimits narrow = new ClockLimits(alarm, Duration.ofMillis(200), second);
        assertThat(narrow.isStep(Duration.ofMillis(-200))).isTrue();
        assertThat(narrow.isStep(Duration.ofMillis(189))).isFalse();
        assertThat(narrow.stopsIssuance(Duration.ofMillis(-1001))).isTrue();
        assertThat(narrow.stopsIssuance(second)).isFalse();
        assertThatThrownBy(() -> new ClockLimits(alarm, Duration.ofMillis(1001), Duration.ofSeconds(5)))
                .hasMessageContaining("muhr.clock.step is PT1.001S");
        assertThatThrownBy(() -> new ClockLimits(alarm, second, Duration.ofSeconds(6)))
                .hasMessageContaining("muhr.clock.issuance-step is PT6S");
        assertThatThrownBy(() -> new ClockLimits(alarm, second, Duration.ofMillis(999)))
                .hasMessageContaining("less than muhr.clock.step");
        assertThatThrownBy(() -> new ClockLimits(Duration.ZERO, second, second))
                .hasMessageContaining("muhr.clock.alarm is PT0S");
    }

    /** As a machine that signs certificates and nothing else, too. */
    @Test
    void refusesThisMachinesOwnClockToAnAuthorityInProduction() {
        assertThatThrownBy(() -> ConfiguredClock.sources(CLOCK, "production", "authority", "system"))
                .hasMessageContaining("muhr.clock.sources names system");
    }

    @Test
    void readsWhatChronySaysAndBelievesItLessTheLongerItHeardNobody() throws IOException {
        String answer = "C0248F82,192.36.143.130,2,1790000000.0,0.000250,-0.1,0.2,-9.5,0.0,0.1,"
                + "0.010,0.001,64.2,Insert second\n";
        Duration hour = Duration.ofHours(1);
        Instant heard = Instant.ofEpochSecond(1_790_000_000);
        assertThat(ChronySource.read(answer, hour, heard))
                .isEqualTo(new ClockLook(Duration.ofNanos(250_000), Duration.ofMillis(6), true, Optional.of(heard)));
        assertThat(ChronySource.read(answer, hour, heard.plusSeconds(1000)).error())
                .isEqualTo(Duration.ofMillis(21));
        for (Duration away : List.of(Duration.ofSeconds(3601), Duration.ofDays(-1))) {
            assertThatThrownBy(() -> ChronySource.read(answer, hour, heard.plus(away)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("heard its sources");
        }
        for (String wrong : List.of(
                "00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised",
                "7F7F0101,,10,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,Normal",
                "506 Cannot talk to daemon")) {
            assertThatThrownBy(() -> ChronySource.read(wrong, hour, Instant.EPOCH))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void agreesWithNobodyWhenAsManyAreInTwoPlacesOrTooFarFromTheirOwnTime() {
        ClockLook here = new ClockLook(Duration.ZERO, Duration.ofMillis(10), false);
        ClockLook beside = new ClockLook(Duration.ofMillis(5), Duration.ofMillis(10), false);
        ClockLook there = new ClockLook(Duration.ofSeconds(30), Duration.ofMillis(10), false);
        ClockLook vague = new ClockLook(Duration.ZERO, Duration.ofSeconds(1), false);
        assertThat(Agreement.of(List.of(here, beside, there), 2)).isPresent();
        assertThat(Agreement.of(List.of(here, there), 1)).isEmpty();
        assertThat(Agreement.of(List.of(here, beside, there, there), 2)).isEmpty();
        assertThat(Agreement.of(List.of(here, vague), 2)).isEmpty();
        assertThat(Agreement.of(List.of(here, here), 2)).contains(here);
    }
}
