package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.IssuanceLoad.Received;

/**
 * {@code kill -9} of the service three times: while an outcome was being recorded, while an intent was, and under load.
 * {@link CrashIT} does it many times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashSmokeIT {

    private static final Duration LONGEST_TO_REVOKE = Duration.ofSeconds(60);
    private static final String BEFORE_OUTCOME = "cut-off-before-its-outcome";
    private static final String BEFORE_INTENT = "cut-off-before-its-intent";

    private final List<Instant> readiness = new ArrayList<>();
    private RunningProgram program;
    private OpenSsl openssl;
    private String token;
    private String document;
    private IssuanceLoad load;

    @BeforeAll
    void killThreeTimes() throws SQLException, InterruptedException {
        openssl = new OpenSsl(Clone.place("crash-smoke-openssl"));
        program = RunningProgram.onFoundedData("crash-smoke");
        token = program.token("subscriber", "--body", "nitb");
        String request = openssl.request("crash.nitb.example.gov.pk");
        document = IssuanceLoad.document(request);
        killAtInsertInto("outcome", BEFORE_OUTCOME);
        killAtInsertInto("intent", BEFORE_INTENT);
        load = new IssuanceLoad(program.api(), token, List.of(request), 4).begin();
        load.awaitProgress(Duration.ofSeconds(30));
        program.kill();
        restart();
        load.drain(Duration.ofSeconds(60));
        new Aftermath(program, openssl).awaitOutcomes(LONGEST_TO_REVOKE);
    }

    @AfterAll
    void end() {
        if (load != null) {
            load.close();
        }
        program.close();
    }

    private void killAtInsertInto(String table, String key) throws SQLException, InterruptedException {
        Api api = program.api();
        try (KillPoint point = KillPoint.at(program.data(), table)) {
            CompletableFuture<HttpResponse<String>> request = CompletableFuture.supplyAsync(() -> submit(api, key));
            point.awaitReached();
            program.kill();
            assertThat(request.handle((answer, failure) -> failure).join())
                    .as("what the client is told")
                    .isNotNull();
        }
        restart();
    }

    private void restart() {
        System.out.printf("ready again in %s%n", program.start());
        readiness.add(Instant.now());
    }

    private HttpResponse<String> submit(Api api, String key) {
        try {
            return api.submit(token, key, document);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void requestCutOffBeforeItsIntentLeavesNothingAndIsIssuedOnceWhenRepeated() throws IOException {
        assertThat(intents(BEFORE_INTENT)).isEmpty();

        Received first = issued(BEFORE_INTENT);
        Received second = issued(BEFORE_INTENT);

        assertThat(second).isEqualTo(first);
        assertThat(intents(BEFORE_INTENT)).hasSize(1);
    }

    @Test
    void signatureCutOffBeforeItsOutcomeIsOrphanedAndItsRepetitionGetsAnotherSerial() throws IOException {
        List<List<String>> before = intents(BEFORE_OUTCOME);
        assertThat(before).singleElement().satisfies(intent -> assertThat(intent.getLast())
                .isEqualTo("ORPHANED"));

        Received certificate = issued(BEFORE_OUTCOME);

        assertThat(certificate.serial()).isNotEqualTo(before.getFirst().getFirst());
        assertThat(intents(BEFORE_OUTCOME)).hasSize(2);
    }

    @Test
    void nothingThatAClientHoldsIsLost() throws IOException {
        Aftermath aftermath = new Aftermath(program, openssl);

        aftermath.whatClientsHoldIsThere(load, token);
        aftermath.eachKeyGaveOneCertificate(load);
    }

    @Test
    void recordsAgreeAndOrphansAreRevokedWithinAMinute() throws IOException, InterruptedException, SQLException {
        Aftermath aftermath = new Aftermath(program, openssl);
        System.out.printf(
                "three crashes: %d certificates under load, %d orphans, slowest revocation %s after readiness; %s%n",
                load.issued(), aftermath.orphans().size(), aftermath.slowestRevocation(readiness), aftermath.figures());

        aftermath.recordsAgree();
        new LoggedTree(new Store(program.data())).holdsEachRecordOnce();
        Reconciled.agrees(program.data());
        aftermath.relyingPartiesAreToldSo(load);
        assertThat(aftermath.orphans()).isNotEmpty();
        assertThat(aftermath.slowestRevocation(readiness)).isLessThan(LONGEST_TO_REVOKE);
    }

    private Received issued(String key) throws IOException {
        HttpResponse<String> answer = program.api().submit(token, key, document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return IssuanceLoad.received(answer);
    }

    /** Serial number and state of the outcome of each intent that this key led to. */
    private List<List<String>> intents(String key) {
        return new Store(program.data()).rows("""
                select i.serial, o.state from request r join intent i on i.request = r.id
                left join outcome o on o.intent = i.id where r.idempotency_key = ? order by i.attempt
                """, key);
    }
}
