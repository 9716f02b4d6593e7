package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Time-stamps of the packaged program, which openssl asks for and judges, through crashes and without a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampIT {

    private static final int BEFORE_EACH_CRASH = 60;
    private static final int CLIENTS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<BigInteger> serials = ConcurrentHashMap.newKeySet();
    private RunningProgram program;
    private OpenSsl openssl;
    private Path data;
    private Path root;
    private Path query;

    @BeforeAll
    void start() throws IOException {
        program = RunningProgram.onFoundedData("timestamp");
        Path place = Clone.place("timestamp-openssl");
        openssl = new OpenSsl(place);
        data = openssl.file("data", "a contract".getBytes(StandardCharsets.UTF_8));
        root = openssl.file("root.pem", program.api().published("/ca/national-root.pem"));
        query = place.resolve("query");
        openssl.run("ts", "-query", "-data", data.toString(), "-sha256", "-cert", "-out", query.toString())
                .successfully();
    }

    @AfterAll
    void end() {
        program.close();
    }

    @Test
    void neverGivesASerialNumberTwiceThroughCrashesAndEndsInTheProtocolWithoutItsToken() throws Exception {
        judge(); // a unit is there as soon as the program is ready
        for (int crash = 0; crash < 2; crash++) {
            int before = serials.size();
            askUntilKilled(BEFORE_EACH_CRASH);
            assertThat(serials).hasSizeGreaterThanOrEqualTo(before + BEFORE_EACH_CRASH);
            program.start();
            judge();
        }
        Path here = tokenDirectory();
        Path aside = here.resolveSibling("aside");
        Files.move(here, aside);
        try {
            Instant begin = Instant.now();
            assertThat(answer().getFailInfo().intValue()).isEqualTo(PKIFailureInfo.systemFailure);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(DEADLINE);
        } finally {
            Files.move(aside, here);
        }
        program.kill(); // unless it left by itself: what it lost it finds again after a restart
        program.start();
        judge();
    }

    /** Many at a time, until the program is killed in the midst of them. */
    private void askUntilKilled(int least) throws Exception {
        int before = serials.size();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> {
                    while (true) {
                        keep(answer());
                    }
                });
            }
            while (serials.size() < before + least) {
                Thread.sleep(10);
            }
            program.kill();
        }
    }

    private void keep(TimeStampResponse answer) {
        assertThat(answer.getTimeStampToken()).as(answer.getStatusString()).isNotNull();
        BigInteger serial = answer.getTimeStampToken().getTimeStampInfo().getSerialNumber();
        assertThat(serials.add(serial)).as("%s is new", serial.toString(16)).isTrue();
    }

    private TimeStampResponse answer() throws IOException, InterruptedException, TSPException {
        return new TimeStampResponse(posted());
    }

    private byte[] posted() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + program.doors().http() + "/tsa"))
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofFile(query))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private void judge() throws Exception {
        byte[] reply = posted();
        keep(new TimeStampResponse(reply));
        Path file = openssl.file("reply", reply);
        assertThat(openssl.run(
                                "ts",
                                "-verify",
                                "-queryfile",
                                query.toString(),
                                "-in",
                                file.toString(),
                                "-CAfile",
                                root.toString())
                        .said())
                .contains("Verification: OK");
    }

    private Path tokenDirectory() throws IOException {
        try (Stream<Path> tokens =
                Files.list(program.data().softHsmConfiguration().resolveSibling("tokens"))) {
            return tokens.filter(TimestampIT::isOurs).findFirst().orElseThrow();
        }
    }

    private static boolean isOurs(Path token) {
        try {
            return Files.readString(token.resolve("token.object"), StandardCharsets.ISO_8859_1)
                    .contains("muhr-timestamp");
        } catch (IOException e) {
            return false;
        }
    }
}
