package pk.muhr.safety.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.apache.commons.net.ntp.TimeStamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.audit.AuditEvent;
import pk.muhr.safety.RoleWords;

/** The clock beside three servers over real UDP, which lie, and a wall clock that is set. */
class WatchedClockTest {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final Duration OLDEST = Duration.ofMinutes(2);

    private final List<SntpServer> servers = new ArrayList<>();
    private final List<AuditEvent> events = new ArrayList<>();
    private final SetClock wall = new SetClock();
    private long slept;
    private WatchedClock clock;

    /** The real time, set by so much. */
    private static final class SetClock extends Clock {

        private Duration set = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(set);
        }
    }

    private record Configured(List<String> names, OptionalInt agreement) implements ClockConfiguration {

        @Override
        public Optional<List<String>> sources() {
            return names.isEmpty() ? Optional.empty() : Optional.of(names);
        }

        @Override
        public Duration alarm() {
            return Duration.ofMillis(100);
        }

        @Override
        public String chronyc() {
            return "chronyc";
        }
    }

    @BeforeEach
    void begin() throws IOException {
        for (int i = 0; i < 3; i++) {
            servers.add(new SntpServer());
        }
        clock = new WatchedClock(
                sources("development", servers.stream().map(SntpServer::source).toArray(String[]::new)),
                events::add,
                wall,
                () -> System.nanoTime() + slept);
        clock.sample();
    }

    @AfterEach
    void end() {
        servers.forEach(SntpServer::close);
    }

    private ClockSources sources(String mode, String... names) {
        return new ClockSources(
                new Configured(Arrays.asList(names), OptionalInt.empty()),
                RoleWords.roles("all"),
                wall,
                new SecureRandom(),
                mode);
    }

    @Test
    void trustsATimeThatTheSourcesShare() {
        WatchedClock.Moment moment = clock.within(BOUND, OLDEST);
        assertThat(moment.offset().abs()).isLessThan(Duration.ofMillis(50));
        assertThat(clock.refusal()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void outvotesOneThatLies() {
        servers.getFirst().lie = Duration.ofSeconds(10);
        clock.sample();
        assertThat(clock.within(BOUND, OLDEST).offset().abs()).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void raisesTheAlarmLongBeforeTokensStopAndSaysWhenItIsOver() {
        servers.forEach(server -> server.lie = Duration.ofMillis(150));
        clock.sample();
        clock.sample();
        assertThat(clock.isDrifting()).isTrue();
        assertThat(clock.within(BOUND, OLDEST).offset()).isGreaterThan(Duration.ofMillis(100));
        assertThat(names()).as("once, not at each look").containsExactly("CLOCK_DRIFTED");
        servers.forEach(server -> server.lie = Duration.ZERO);
        clock.sample();
        assertThat(clock.isDrifting()).isFalse();
        assertThat(names()).containsExactly("CLOCK_DRIFTED", "CLOCK_CORRECTED");
    }

    @Test
    void trustsNobodyWhenTheyDisagree() {
        servers.get(0).lie = Duration.ofSeconds(10);
        servers.get(1).lie = Duration.ofSeconds(-10);
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LOST");
        slept = OLDEST.plusSeconds(1).toNanos(); // a look that failed does not make the last good one younger
        wall.set = wall.set.plus(OLDEST).plusSeconds(1);
        refuses("last heard");
        servers.forEach(server -> server.lie = Duration.ZERO);
        wall.set = Duration.ZERO;
        slept = 0;
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LOST", "CLOCK_REGAINED");
    }

    @Test
    void refusesWhileTheClockIsOffByMoreThanTheBound() {
        servers.forEach(server -> server.lie = Duration.ofMillis(400));
        clock.sample();
        refuses("accurate enough");
        assertThat(clock.refusal()).isEmpty();
    }

    @Test
    void refusesACertificateWhileTheClockIsSecondsOff() {
        servers.forEach(server -> server.lie = Duration.ofSeconds(6));
        clock.sample();
        assertThat(clock.refusal().orElseThrow().rule()).isEqualTo("clock-jumped");
    }

    @Test
    void noticesThatItWasSetBeforeTheNextLookAndForgivesAfterAGoodOne() {
        wall.set = Duration.ofMillis(1100);
        refuses("set a moment ago");
        assertThat(clock.refusal()).isEmpty();
        wall.set = Duration.ofSeconds(-6);
        refuses("set a moment ago");
        assertThat(clock.refusal()).isPresent();
        servers.forEach(server -> server.lie = Duration.ofSeconds(-6)); // it was set right
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_STEPPED");
        refuses("set a moment ago");
        assertThat(clock.refusal()).isPresent();
        clock.sample();
        assertThat(clock.within(BOUND, OLDEST)).isNotNull();
        assertThat(clock.refusal()).isEmpty();
    }

    /** Less than what counts as a step, and too much for a token; also where nobody answers any more. */
    @Test
    void countsWhatItWasSetBySinceTheLastLook() {
        wall.set = Duration.ofMillis(400);
        refuses("accurate enough");
        servers.forEach(server -> server.stratum = 16);
        clock.sample();
        refuses("accurate enough");
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
    void ignoresWhoIsNotSynchronisedOrAnswersAnotherQuestion() {
        servers.get(0).stratum = 16;
        servers.get(1).echoes = false;
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LOST");
    }

    @Test
    void reportsALeapSecondOnce() {
        servers.forEach(server -> server.leap = 1);
        clock.sample();
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LEAP_ANNOUNCED");
    }

    @Test
    void refusesThisMachinesOwnClockInProductionAndBesideOthers() {
        assertThat(sources("development").all()).hasSize(1);
        assertThat(sources("production").all().getFirst().name()).isEqualTo("chrony");
        assertThatThrownBy(() -> sources("production", "system"))
                .hasMessageContaining("muhr.clock.sources names system");
        assertThatThrownBy(() -> sources("development", "system", "chrony")).hasMessageContaining("names system");
        assertThatThrownBy(() -> sources("development", "sundial")).hasMessageContaining("not sundial");
    }

    @Test
    void readsWhatChronySays() throws IOException {
        ClockLook look = ChronySource.read("C0248F82,192.36.143.130,2,1790000000.1,0.000250,-0.1,0.2,-9.5,0.0,0.1,"
                + "0.010,0.001,64.2,Insert second\n");
        assertThat(look).isEqualTo(new ClockLook(Duration.ofNanos(250_000), Duration.ofMillis(6), true));
        for (String wrong : List.of(
                "00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised",
                "7F7F0101,,10,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,Normal",
                "506 Cannot talk to daemon")) {
            assertThatThrownBy(() -> ChronySource.read(wrong)).isInstanceOf(IOException.class);
        }
    }

    private List<String> names() {
        return events.stream().map(AuditEvent::event).toList();
    }

    private void refuses(String why) {
        assertThatThrownBy(() -> clock.within(BOUND, OLDEST))
                .isInstanceOf(TimeNotTrusted.class)
                .hasMessageContaining(why);
    }
}
