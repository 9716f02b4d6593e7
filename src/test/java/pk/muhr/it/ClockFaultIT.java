package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.safety.clock.SntpServer;

/**
 * The clock of a process that time-stamps is set while it runs, its monotonic one left true; three time servers tell the
 * time of this test. No token may say another time than this test's, within the accuracy that it states.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockFaultIT {

    private static final Duration ACCURACY = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** More than the time between two looks at the servers, which is 16 s. */
    private static final Duration TWO_LOOKS = Duration.ofSeconds(35);

    /** How old the last good look may be, as the policy has it. */
    private static final Duration SAMPLE = Duration.ofMinutes(2);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final List<SntpServer> servers = new ArrayList<>();
    private RunningProgram program;
    private TimestampTokens tokens;
    private TimestampProcess stamps;
    private StampClient client;
    private SteppedClock clock;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.withRoles("clock-fault", "authority,registration,status");
        client = new StampClient(
                Clone.place("clock-fault-openssl"), program.api().published("/ca/national-root.pem"));
        for (int i = 0; i < 3; i++) {
            servers.add(new SntpServer());
        }
        clock = SteppedClock.in(Clone.place("clock-fault-offset"));
        tokens = TimestampTokens.in(Clone.place("clock-fault-tokens"));
    }

    @BeforeEach
    void startProcess() throws IOException {
        clock.set("+0");
        stamps = new TimestampProcess(
                program,
                Clone.place("clock-fault-process"),
                tokens,
                clock.environment(),
                Map.of(
                        "muhr.clock.sources",
                        servers.stream().map(SntpServer::source).collect(Collectors.joining(","))));
        stamps.awaitReady();
    }

    @AfterEach
    void endProcess() {
        stamps.close();
    }

    @AfterAll
    void end() {
        program.close();
        servers.forEach(SntpServer::close);
    }

    @Test
    void aClockADayAheadGetsNoTokenUntilItIsRight() throws Exception {
        stepAndBack("+1d");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"+2", "-2", "+0.6", "-0.6", "-1d", "+400d", "-400d"})
    void aClockThatIsOffGetsNoTokenUntilItIsRight(String step) throws Exception {
        stepAndBack(step);
    }

    /** One that lies is outvoted; by two of three nothing is signed, nor when the last word of any is too old. */
    @Tag("long")
    @Test
    void sourcesThatLieOrAreSilentGetNoTokenOfAnotherTime() throws Exception {
        assertThat(awaitToken()).as("a token before").isTrue();
        servers.getFirst().lies(Duration.ofSeconds(30));
        assertThat(asking(TWO_LOOKS)).as("the last answer beside one that lies").isTrue();
        servers.get(1).lies(Duration.ofSeconds(30));
        assertThat(asking(TWO_LOOKS)).as("the last answer beside two").isFalse();
        servers.forEach(server -> server.lies(Duration.ZERO));
        assertThat(awaitToken()).as("a token when they are right").isTrue();
        servers.forEach(server -> server.falls(true));
        assertThat(asking(SAMPLE.plus(TWO_LOOKS))).as("the last answer by none").isFalse();
        servers.forEach(server -> server.falls(false));
        assertThat(awaitToken()).as("a token when they are back").isTrue();
    }

    /** Asks for so long; whether the last answer was a token. */
    private boolean asking(Duration time) throws Exception {
        Instant end = Instant.now().plus(time);
        boolean token = false;
        while (Instant.now().isBefore(end)) {
            token = isToken(asked());
            Thread.sleep(PAUSE);
        }
        return token;
    }

    private void stepAndBack(String step) throws Exception {
        noTokenAfter(step);
        clock.set("+0");
        assertThat(awaitToken()).as("a token after it was set right").isTrue();
    }

    private void noTokenAfter(String step) throws Exception {
        assertThat(awaitToken()).as("a token before the step").isTrue();
        clock.set(step);
        Instant end = Instant.now().plus(TWO_LOOKS);
        while (Instant.now().isBefore(end)) {
            assertThat(isToken(asked()))
                    .as("a token by a clock that is off by " + step)
                    .isFalse();
            Thread.sleep(PAUSE);
        }
    }

    private boolean awaitToken() throws Exception {
        Instant end = Instant.now().plus(RECOVERY);
        while (Instant.now().isBefore(end)) {
            if (isToken(asked())) {
                return true;
            }
            Thread.sleep(PAUSE);
        }
        return false;
    }

    private static boolean isToken(TimeStampResponse answer) {
        return answer.getTimeStampToken() != null;
    }

    /** An answer: a token of the right time, or that there is no time. */
    private TimeStampResponse asked() throws IOException, InterruptedException, TSPException {
        Instant sent = Instant.now();
        TimeStampResponse answer = client.answer(stamps.doors().http());
        Instant received = Instant.now();
        if (isToken(answer)) {
            client.keep(answer);
            assertThat(answer.getTimeStampToken()
                            .getTimeStampInfo()
                            .getGenTime()
                            .toInstant())
                    .isBetween(sent.minus(ACCURACY), received.plus(ACCURACY));
        } else {
            assertThat(answer.getFailInfo().intValue())
                    .as(answer.getStatusString())
                    .isEqualTo(PKIFailureInfo.timeNotAvailable);
        }
        return answer;
    }
}
