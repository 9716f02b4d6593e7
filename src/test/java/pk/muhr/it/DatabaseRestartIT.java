package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

/** The database crashes and recovers under the program, which goes on without anybody's help. */
class DatabaseRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void goesOnWhenTheDatabaseIsBack() throws IOException, InterruptedException {
        try (RunningProgram program = RunningProgram.onFoundedData("database-restart")) {
            OpenSsl openssl = new OpenSsl(Clone.place("database-restart-openssl"));
            String subscriber = program.token("subscriber", "--body", "nitb");
            String document = IssuanceLoad.document(openssl.request("restart.nitb.example.gov.pk"));
            assertThat(submit(program, subscriber, document).statusCode()).isEqualTo(201);
            long backend = Long.parseLong(new Store(program.data())
                    .rows("select cast(pid as text) from pg_stat_activity where usename = 'muhr_app' limit 1")
                    .getFirst()
                    .getFirst());
            ProcessHandle.of(backend).orElseThrow().destroyForcibly(); // all others are ended with it, and it recovers

            Instant until = Instant.now().plus(PATIENCE);
            HttpResponse<String> answer = submit(program, subscriber, document);
            while (answer.statusCode() != 201 && Instant.now().isBefore(until)) {
                assertThat(answer.body()).doesNotContain("installation-held");
                Thread.sleep(500);
                answer = submit(program, subscriber, document);
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static HttpResponse<String> submit(RunningProgram program, String token, String document)
            throws IOException {
        return program.api().submit(token, UUID.randomUUID().toString(), document);
    }
}
