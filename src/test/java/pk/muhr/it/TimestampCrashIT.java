package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code kill -9} of a process that does nothing but time-stamp, a hundred times under load. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampCrashIT {

    private static final int KILLS = Integer.getInteger("muhr.test.kills", 100);
    private static final int BEFORE_EACH = 40;

    private RunningProgram program;
    private TimestampTokens tokens;
    private StampClient client;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.withRoles("timestamp-crash", "authority,registration,status");
        client = new StampClient(
                Clone.place("timestamp-crash-openssl"), program.api().published("/ca/national-root.pem"));
        tokens = TimestampTokens.in(Clone.place("timestamp-crash-tokens"));
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void noSerialNumberComesTwiceAndNoTokenIsWithoutARecord() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (TimestampProcess stamps =
                    new TimestampProcess(program, Clone.place("timestamp-crash-process"), tokens)) {
                stamps.awaitReady();
                client.askUntil(stamps.doors().http(), BEFORE_EACH, stamps::kill);
            }
        }
        client.requireRecorded(new Store(program.data()));
        Store store = new Store(program.data());
        assertThat(client.seen()).isGreaterThanOrEqualTo(KILLS * BEFORE_EACH);
        assertThat(store.number("select count(*) from tsa_block where unit = 'unit-1'"))
                .as("blocks, one for each start at the least")
                .isGreaterThanOrEqualTo(KILLS);
        assertThat(store.number("select count(*) from audit_record where event = 'SERVICE_CRASHED'"
                        + " and subject = 'service timestamp-crash-process'"))
                .isEqualTo(KILLS - 1);
    }
}
