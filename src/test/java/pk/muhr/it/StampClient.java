package pk.muhr.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;

/** Asks for time-stamps, has openssl judge them, and takes no serial number twice. */
final class StampClient {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private static final int AT_ONCE = 4;
    private static final int PAUSE_MILLIS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<BigInteger> serials = ConcurrentHashMap.newKeySet();
    private final OpenSsl openssl;
    private final Path data;
    private final Path root;
    private final Path query;

    /**
     * A client with files of its own.
     *
     * @param place a directory that exists
     * @param root certificate of the root, in PEM
     */
    StampClient(Path place, byte[] root) {
        openssl = new OpenSsl(place);
        data = openssl.file("data", "a contract".getBytes(StandardCharsets.UTF_8));
        this.root = openssl.file("root.pem", root);
        query = place.resolve("query");
        openssl.run("ts", "-query", "-data", data.toString(), "-sha256", "-cert", "-out", query.toString())
                .successfully();
    }

    OpenSsl openssl() {
        return openssl;
    }

    Path root() {
        return root;
    }

    /** How many serial numbers it saw. */
    int seen() {
        return serials.size();
    }

    /** None of the tokens that it got is without a record. */
    void requireRecorded(Store store) {
        Set<String> recorded = store.rows("select encode(serial, 'hex') from tsa_token").stream()
                .map(List::getFirst)
                .map(serial -> new BigInteger(serial, 16).toString(16))
                .collect(Collectors.toSet());
        assertThat(serials).isNotEmpty();
        assertThat(serials.stream().map(serial -> serial.toString(16))).isSubsetOf(recorded);
    }

    byte[] posted(int port) throws IOException, InterruptedException {
        return posted(port, "/tsa");
    }

    byte[] posted(int port, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(LONGEST_ANSWER)
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofFile(query))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    TimeStampResponse answer(int port) throws IOException, InterruptedException, TSPException {
        return new TimeStampResponse(posted(port));
    }

    /** Takes a token, which must be one with a new serial number. */
    TimeStampResponse keep(TimeStampResponse answer) {
        assertThat(answer.getTimeStampToken()).as(answer.getStatusString()).isNotNull();
        BigInteger serial = answer.getTimeStampToken().getTimeStampInfo().getSerialNumber();
        assertThat(serials.add(serial)).as("%s is new", serial.toString(16)).isTrue();
        return answer;
    }

    /**
     * Asks with several threads, and ends in the midst of it by what ends whoever answers.
     *
     * @param least so many tokens come before the end
     */
    void askUntil(int port, int least, Runnable end) throws InterruptedException {
        int before = seen();
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.submit(() -> askOn(port, wrong));
            }
            while (seen() < before + least && wrong.isEmpty()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            end.run();
        }
        assertThat(wrong).isEmpty();
        assertThat(seen()).isGreaterThanOrEqualTo(before + least);
    }

    private void askOn(int port, Queue<Throwable> wrong) {
        try {
            while (true) {
                keep(answer(port));
            }
        } catch (IOException _) {
            return; // it was ended
        } catch (InterruptedException | TSPException | RuntimeException | AssertionError e) {
            wrong.add(e);
        }
    }

    /** Takes a token that openssl accepts. */
    TimeStampResponse judge(int port) throws IOException, InterruptedException, TSPException {
        return judge(port, "/tsa");
    }

    /** The same from one address. */
    TimeStampResponse judge(int port, String path) throws IOException, InterruptedException, TSPException {
        byte[] reply = posted(port, path);
        TimeStampResponse answer = keep(new TimeStampResponse(reply));
        assertThat(verified(openssl.file("reply", reply)).said()).contains("Verification: OK");
        return answer;
    }

    /** What openssl says of an answer in a file. */
    Ran verified(Path reply, String... more) {
        List<String> arguments = new ArrayList<>(List.of("ts", "-verify", "-queryfile", query.toString()));
        arguments.addAll(List.of("-in", reply.toString(), "-CAfile", root.toString()));
        arguments.addAll(List.of(more));
        return openssl.run(arguments.toArray(String[]::new));
    }
}
