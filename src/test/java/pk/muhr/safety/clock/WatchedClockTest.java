package pk.muhr.safety.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.audit.AuditEvent;

/** The clock beside three servers over real UDP, which lie, and a wall clock that is set. */
class WatchedClockTest {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final Duration OLDEST = Duration.ofMinutes(2);

    private final List<SntpServer> servers = new ArrayList<>();
    private final List<AuditEvent> events = new ArrayList<>();
    private final SetClock wall = new SetClock();
    private long slept;
    private WatchedClock clock;

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
        return ConfiguredClock.sources(wall, mode, "all", names);
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
        servers.forEach(server -> server.leap = 0);
        clock.sample();
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LEAP_ANNOUNCED", "CLOCK_LEAP_OVER");
        assertThat(events.getLast().details()).containsKeys("since", "at", "for");
    }

    /** As sources smear it, or do not, or this machine repeats a second. */
    @Test
    void trustsNoTimeAroundALeapSecond() {
        servers.forEach(server -> server.leap = 1);
        for (String time : List.of("23:59:59", "00:00:00")) {
            assertThatThrownBy(() -> at(time).within(BOUND, OLDEST))
                    .isInstanceOf(TimeNotTrusted.class)
                    .hasMessageContaining("leap second");
        }
        for (String time : List.of("23:59:40", "00:00:10")) {
            assertThat(at(time).within(BOUND, OLDEST)).isNotNull();
        }
    }

    /** One that looked once, at this time of a day that its sources agree on. */
    private WatchedClock at(String time) {
        Instant now = Instant.now();
        Instant then = LocalTime.parse(time)
                .atDate(now.atOffset(ZoneOffset.UTC).toLocalDate())
                .toInstant(ZoneOffset.UTC);
        wall.set = Duration.between(now, then);
        servers.forEach(server -> server.lie = wall.set);
        WatchedClock one = new WatchedClock(
                sources("development", servers.getFirst().source()), events::add, wall, System::nanoTime);
        one.sample();
        return one;
    }

    @Test
    void seesAStepWhileItLooks() {
        WatchedClock one = new WatchedClock(
                sources("development", servers.getFirst().source()), events::add, wall, System::nanoTime);
        servers.getFirst().asked = () -> wall.set = Duration.ofMillis(600);
        one.sample();
        assertThatThrownBy(() -> one.within(BOUND, OLDEST))
                .isInstanceOf(TimeNotTrusted.class)
                .hasMessageContaining("accurate enough");
    }

    @Test
    void refusesCertificatesForAsLongAsNobodySaysThatAJumpWasRight() {
        wall.set = Duration.ofSeconds(6);
        servers.forEach(server -> server.silent = true);
        clock.sample();
        clock.sample();
        clock.sample();
        assertThat(clock.refusal()).isPresent();
        wall.set = Duration.ZERO;
        clock.sample();
        clock.sample();
        assertThat(clock.refusal()).as("it is back").isEmpty();
        wall.set = Duration.ofDays(1);
        clock.sample();
        servers.forEach(server -> {
            server.silent = false;
            server.lie = Duration.ofDays(1);
        });
        clock.sample();
        clock.sample();
        assertThat(clock.refusal()).as("sources say that it is right").isEmpty();
    }

    @Test
    void refusesCertificatesAfterAJumpWhereNoSourceEverAnswered() {
        servers.forEach(server -> server.silent = true);
        WatchedClock deaf = new WatchedClock(
                sources("development", servers.getFirst().source()), events::add, wall, System::nanoTime);
        deaf.sample();
        assertThat(deaf.refusal()).isEmpty();
        wall.set = Duration.ofDays(1);
        for (int look = 0; look < 3; look++) {
            deaf.sample();
            assertThat(deaf.refusal()).isPresent();
        }
        wall.set = Duration.ZERO;
        deaf.sample();
        deaf.sample();
        assertThat(deaf.refusal()).isEmpty();
    }

    /** Which cannot say it of itself. */
    @Test
    void refusesCertificatesAfterAJumpOfAClockThatIsComparedWithItself() {
        WatchedClock alone =
                new WatchedClock(sources("development"), events::add, wall, () -> System.nanoTime() + slept);
        alone.sample();
        wall.set = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            alone.sample();
            assertThat(alone.refusal().orElseThrow().value()).contains("starts the process anew");
        }
        wall.set = Duration.ZERO;
        alone.sample();
        alone.sample();
        assertThat(alone.refusal()).isEmpty();
        assertThat(alone.within(BOUND, OLDEST)).isNotNull();
    }

    @Test
    void statesTheOffsetOfTheMomentNotOfTheLook() {
        wall.set = Duration.ofMillis(150);
        assertThat(clock.within(BOUND, OLDEST).offset()).isBetween(Duration.ofMillis(-200), Duration.ofMillis(-100));
    }

    @Test
    void trustsNoTimeWhenAllAreSilentAndSaysForHowLongItWasSo() {
        servers.forEach(server -> server.silent = true);
        clock.sample();
        slept = OLDEST.plusSeconds(1).toNanos();
        wall.set = OLDEST.plusSeconds(1);
        refuses("last heard");
        servers.forEach(server -> {
            server.silent = false;
            server.lie = OLDEST.plusSeconds(1);
        });
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LOST", "CLOCK_REGAINED");
        assertThat(Duration.parse(events.getLast().details().get("for").toString()))
                .isBetween(OLDEST, OLDEST.plusSeconds(10));
        assertThat(events.getLast().details()).containsKeys("since", "at", "offset", "error", "sources");
        assertThat(clock.within(BOUND, OLDEST)).isNotNull();
    }

    @Test
    void outvotesOneThatLiesByHalfAMinuteButNotTwo() {
        servers.getFirst().lie = Duration.ofSeconds(30);
        clock.sample();
        assertThat(clock.within(BOUND, OLDEST).offset().abs()).isLessThan(Duration.ofMillis(50));
        servers.get(1).silent = true;
        clock.sample();
        assertThat(names()).containsExactly("CLOCK_LOST");
    }

    @Test
    void saysBetweenWhichLooksTheClockWasSet() {
        wall.set = Duration.ofSeconds(2);
        clock.sample();
        assertThat(events.getFirst().details()).containsKeys("since", "at", "for");
        assertThat(Duration.parse(events.getFirst().details().get("seconds").toString()))
                .isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
    }

    @Test
    void saysWhenItBeginsWithoutAnySource() {
        servers.forEach(server -> server.silent = true);
        WatchedClock deaf = new WatchedClock(
                sources("development", servers.getFirst().source()), events::add, wall, System::nanoTime);
        deaf.sample();
        deaf.sample();
        assertThat(names()).containsExactly("CLOCK_LOST");
    }

    @Test
    void keepsWhatTheDatabaseDoesNotTakeForTheNextLook() {
        boolean[] away = {true};
        WatchedClock cut = new WatchedClock(
                sources("development", servers.getFirst().source()),
                event -> {
                    if (away[0]) {
                        throw new IllegalStateException("the database is away");
                    }
                    events.add(event);
                },
                wall,
                System::nanoTime);
        cut.sample();
        wall.set = Duration.ofSeconds(2);
        cut.sample(); // set, and with it drifted
        assertThat(events).isEmpty();
        away[0] = false;
        cut.sample();
        assertThat(names()).containsExactly("CLOCK_STEPPED", "CLOCK_DRIFTED");
        cut.sample();
        assertThat(events).as("once").hasSize(2);
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
