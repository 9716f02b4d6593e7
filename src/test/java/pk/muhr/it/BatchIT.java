package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.enrolment.Csrs;

/** Batches that are broken off, by their client and by {@code kill -9}, and sent again until every line is done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchIT {

    private static final int LINES = 300;
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunningProgram program;
    private OpenSsl openssl;
    private String token;

    @BeforeAll
    void start() {
        openssl = new OpenSsl(Clone.place("batch-openssl"));
        program = RunningProgram.onFoundedData("batch");
        token = program.token("subscriber", "--body", "nitb");
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void goesOnWhereItsClientHungUp() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] batch = batch(LINES);
        assertThat(firstLines(key, batch, 1)).isNotEmpty();

        everyLineHasOneCertificate(key, untilDone(key, batch), LINES);
    }

    /** {@link CrashSmokeIT} kills the program at this point of a single request in every run. */
    @Test
    @Tag("long")
    void goesOnWhereTheProgramWasKilledBetweenIntentsAndOutcomes() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] batch = batch(LINES);
        assertThat(firstLines(key, batch, 1)).isNotEmpty();
        long open = killAt("outcome", key, batch);
        assertThat(open).as("what the kill left without outcome").isPositive();
        program.start();

        Map<Integer, JsonNode> done = untilDone(key, batch);

        everyLineHasOneCertificate(key, done, LINES);
        new Aftermath(program, openssl).awaitOutcomes(PATIENCE);
        assertThat(new Aftermath(program, openssl).orphans()).hasSizeGreaterThanOrEqualTo((int) open);
        new Aftermath(program, openssl).recordsAgree();
    }

    @Test
    @Tag("long")
    void takesTenThousandLinesAndIsBrokenOffOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] batch = batch(MOST);
        assertThat(firstLines(key, batch, MOST / 2)).hasSizeGreaterThanOrEqualTo(MOST / 2);
        program.kill();
        program.start();

        everyLineHasOneCertificate(key, untilDone(key, batch), MOST);
    }

    /**
     * Holds the program still when it puts the next outcomes on record, and kills it there. The answer is how many intents
     * it left open: counted before the next start, whose sweep ends them as soon as their lease has ended.
     */
    private long killAt(String table, String key, byte[] batch) throws SQLException, InterruptedException {
        try (KillPoint point = KillPoint.at(program.data(), table)) {
            CompletableFuture<Object> request =
                    CompletableFuture.supplyAsync(() -> answers(key, batch)).handle((answer, failure) -> failure);
            point.awaitReached();
            program.kill();
            assertThat(request.join()).as("what the client is told").isNotNull();
        }
        return openIntents();
    }

    private Map<Integer, JsonNode> answers(String key, byte[] batch) {
        try {
            return firstLines(key, batch, Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long openIntents() {
        return new Store(program.data())
                .number("select count(*) from intent i left join outcome o on o.intent = i.id where o.intent is null");
    }

    /** Sends the same batch until nothing of it is under way or put off. */
    private Map<Integer, JsonNode> untilDone(String key, byte[] batch) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<Integer, JsonNode> answers = firstLines(key, batch, Integer.MAX_VALUE);
            if (answers.values().stream()
                    .allMatch(line -> line.path("state").asText().equals("issued"))) {
                return answers;
            }
            assertThat(System.nanoTime())
                    .as("what is left: %s", answers.values())
                    .isLessThan(end);
            Thread.sleep(2000);
        }
    }

    /** Reads so many lines of the answer at least, and hangs up. */
    private Map<Integer, JsonNode> firstLines(String key, byte[] batch, int count) throws IOException {
        HttpResponse<InputStream> answer = program.api().batch(token, key, batch);
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<Integer, JsonNode> lines = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && lines.size() < count) {
                JsonNode document = JSON.readTree(line);
                lines.put(document.path("line").asInt(), document);
                line = reader.readLine();
            }
        }
        return lines;
    }

    private void everyLineHasOneCertificate(String key, Map<Integer, JsonNode> lines, int count) throws IOException {
        assertThat(lines.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).boxed().toList());
        List<List<String>> recorded = new Store(program.data()).rows("""
                select l.line, o.certificate_sha256 from request_batch b join request_batch_line l on l.batch = b.id
                join intent i on i.request = l.request join outcome o on o.intent = i.id and o.state = 'ISSUED'
                where b.idempotency_key = ? order by l.line
                """, key);
        assertThat(recorded)
                .isEqualTo(lines.values().stream()
                        .map(line -> List.of(
                                line.path("line").asText(),
                                line.path("certificate").path("id").asText()))
                        .toList());
        Path root = openssl.file("root.pem", program.api().published("/ca/national-root.pem"));
        Path chain = openssl.file("chain.pem", program.api().published("/ca/gov-tls-g1/chain.pem"));
        List<Path> certificates = new ArrayList<>();
        for (JsonNode line : lines.values()) {
            JsonNode certificate = line.path("certificate");
            certificates.add(openssl.file(
                    certificate.path("id").asText() + ".pem",
                    certificate.path("pem").asText().getBytes(StandardCharsets.US_ASCII)));
        }
        assertThat(openssl.verify(root, chain, certificates).successfully().lines())
                .as("what openssl verifies")
                .hasSize(count)
                .allSatisfy(line -> assertThat(line).endsWith(": OK"));
    }

    private static byte[] batch(int lines) throws IOException {
        StringBuilder batch = new StringBuilder();
        for (int line = 1; line <= lines; line++) {
            String csr = Csrs.p256()
                    .dns("line-" + line + ".batch.nitb.example.gov.pk")
                    .pem();
            batch.append(JSON.writeValueAsString(Map.of("profile", "tls-server", "csr", csr)))
                    .append('\n');
        }
        return batch.toString().getBytes(StandardCharsets.UTF_8);
    }
}
