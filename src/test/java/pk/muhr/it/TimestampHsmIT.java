package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The token of a process that time-stamps hangs, or is gone, and comes back; nobody looks after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampHsmIT {

    /** What one signature may take, and what an answer takes beside it. */
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    /** More than pause the token; and far more than the calls that the module has room for, when it hangs. */
    private static final int REFUSED = 10;

    private static final int MOST_BEFORE = 200;

    private RunningProgram program;
    private TimestampTokens tokens;
    private StampClient client;
    private HangingHsm hsm;
    private TimestampProcess stamps;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.withRoles("timestamp-hsm", "authority,registration,status");
        client = new StampClient(
                Clone.place("timestamp-hsm-openssl"), program.api().published("/ca/national-root.pem"));
        tokens = TimestampTokens.in(Clone.place("timestamp-hsm-tokens"));
        hsm = new HangingHsm(tokens.directory().resolve("calls"));
        stamps = process();
        stamps.awaitReady();
    }

    @AfterEach
    void everyTokenIsRecorded() {
        client.requireRecorded(new Store(program.data()));
    }

    @AfterAll
    void end() {
        hsm.thaw();
        stamps.close();
        hsm.close();
        program.close();
    }

    private TimestampProcess process() {
        return new TimestampProcess(
                program, Clone.place("timestamp-hsm-process"), tokens, hsm.environment(), hsm.configuration());
    }

    @Test
    void aTokenThatHangsIsRefusedInTimeAndFoundAgain() throws Exception {
        client.judge(port());
        hsm.freeze();
        awaitRefusals();
        hsm.thaw();
        awaitToken();
    }

    @Test
    void aTokenThatIsGoneIsRefusedInTimeAndFoundAgain() throws Exception {
        client.judge(port());
        Path here = tokens.directory().resolve("tokens");
        Path aside = here.resolveSibling("aside");
        Files.move(here, aside);
        awaitRefusals();
        Files.move(aside, here);
        awaitToken();
    }

    /** Each answer comes in time; from the first refusal on there are only refusals. */
    private void awaitRefusals() throws Exception {
        int before = 0;
        int refused = 0;
        while (refused < REFUSED) {
            long begun = System.nanoTime();
            TimeStampResponse answer = client.answer(port());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE);
            if (answer.getTimeStampToken() == null) {
                assertThat(answer.getFailInfo().intValue())
                        .as(answer.getStatusString())
                        .isEqualTo(PKIFailureInfo.systemFailure);
                refused++;
            } else {
                assertThat(refused).as("refusals before a token").isZero();
                client.keep(answer);
                assertThat(++before).as("tokens before a refusal").isLessThan(MOST_BEFORE);
            }
        }
    }

    /** A process that ended by itself, since its token was lost, is started anew, as whatever supervises it does. */
    private void awaitToken() throws Exception {
        long begun = System.nanoTime();
        while (!isStamped()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as(stamps.said())
                    .isLessThan(RECOVERY);
            if (!stamps.isAlive()) {
                stamps.close();
                stamps = process();
                stamps.awaitReady();
            }
            RoleProcess.pause();
        }
        client.judge(port());
        System.out.printf("a token %s after the HSM was back%n", Duration.ofNanos(System.nanoTime() - begun));
    }

    private boolean isStamped() throws Exception {
        try {
            TimeStampResponse answer = client.answer(port());
            return answer.getTimeStampToken() != null && client.keep(answer) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private int port() {
        return stamps.doors().http();
    }
}
