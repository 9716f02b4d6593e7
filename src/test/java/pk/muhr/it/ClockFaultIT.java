package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

import pk.muhr.it.foreign.ForeignTools;
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

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final List<SntpServer> servers = new ArrayList<>();
    private RunningProgram program;
    private TimestampTokens tokens;
    private TimestampProcess stamps;
    private StampClient client;
    private Path offset;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.withRoles("clock-fault", "authority,registration,status");
        client = new StampClient(
                Clone.place("clock-fault-openssl"), program.api().published("/ca/national-root.pem"));
        for (int i = 0; i < 3; i++) {
            servers.add(new SntpServer());
        }
        offset = Files.createDirectories(Clone.place("clock-fault-offset")).resolve("offset");
        set("+0");
        tokens = TimestampTokens.in(Clone.place("clock-fault-tokens"));
    }

    @BeforeEach
    void startProcess() throws IOException {
        set("+0");
        stamps = new TimestampProcess(
                program,
                Clone.place("clock-fault-process"),
                tokens,
                Map.of(
                        "LD_PRELOAD",
                        ForeignTools.libfaketime().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        offset.toString(),
                        "FAKETIME_NO_CACHE",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", // 1, its default, makes every timed wait of Java return at once
                        "0",
                        "NO_FAKE_STAT",
                        "1"),
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

    /** As one that looks at the file sees it whole. */
    private void set(String words) throws IOException {
        Path next = Files.writeString(offset.resolveSibling("next"), words + "\n");
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aClockTwoSecondsAheadGetsNoTokenUntilItIsRight() throws Exception {
        stepAndBack("+2");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"-2", "+0.6", "-0.6"})
    void aClockThatIsOffALittleGetsNoTokenUntilItIsRight(String step) throws Exception {
        stepAndBack(step);
    }

    /** The jobs of a process whose clock was far ahead wait for that time, so it is started anew. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"+1d", "-1d", "+400d", "-400d"})
    void aClockThatIsOffByDaysGetsNoTokenUntilItIsRightAndTheProcessStartedAnew(String step) throws Exception {
        noTokenAfter(step);
        set("+0");
        stamps.close();
        startProcess();
        assertThat(awaitToken()).as("a token after it was set right").isTrue();
    }

    private void stepAndBack(String step) throws Exception {
        noTokenAfter(step);
        set("+0");
        assertThat(awaitToken()).as("a token after it was set right").isTrue();
    }

    private void noTokenAfter(String step) throws Exception {
        assertThat(awaitToken()).as("a token before the step").isTrue();
        set(step);
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
