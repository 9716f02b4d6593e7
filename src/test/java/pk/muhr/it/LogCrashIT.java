package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} while the audit log gives records their places, ends a tree, or puts a signed checkpoint on record. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogCrashIT {

    private static final int ROUNDS = Integer.getInteger("muhr.test.rounds", 5);

    private RunningProgram program;
    private String token;
    private String document;

    @BeforeAll
    void start() {
        program = RunningProgram.onFoundedData("log-crash");
        token = program.token("subscriber", "--body", "nitb");
        document =
                IssuanceLoad.document(new OpenSsl(Clone.place("log-crash-openssl")).request("log.nitb.example.gov.pk"));
    }

    @AfterAll
    void end() {
        program.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log_entry", "log_head", "log_checkpoint"})
    void leavesOneTree(String table) throws IOException, SQLException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            try (KillPoint point = KillPoint.at(program.data(), table)) {
                issue();
                point.awaitReached();
                program.kill();
            }
            program.start();
            issue();
        }
        new LoggedTree(new Store(program.data())).holdsEachRecordOnce();
        Reconciled.agrees(program.data());
    }

    private void issue() throws IOException {
        HttpResponse<String> answer =
                program.api().submit(token, UUID.randomUUID().toString(), document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
