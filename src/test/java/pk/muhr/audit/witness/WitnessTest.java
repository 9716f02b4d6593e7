package pk.muhr.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.audit.log.NoteSignature;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** The witness over HTTP, as the protocol has it (C2SP tlog-witness). */
class WitnessTest {

    private static final String ORIGIN = "pki.example.gov.pk/log";
    private static final String NAME = "witness.example.gov.pk/council";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path place;

    private GrowingLog log;
    private WitnessDirectory directory;
    private WitnessResource resource;
    private ByteArrayOutputStream errors;

    @BeforeEach
    void start() throws Exception {
        log = new GrowingLog(ORIGIN);
        errors = new ByteArrayOutputStream();
        serve();
    }

    @AfterEach
    void stop() throws IOException {
        resource.close();
        directory.close();
    }

    private void serve() throws IOException {
        directory = WitnessDirectory.open(place.resolve("witness"), Optional.of(NAME), new SecureRandom());
        resource = new WitnessResource(
                new Witness(List.of(log.verifier()), directory, Clock.systemUTC()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @Test
    void signsTheFirstAndWhatExtendsIt() throws Exception {
        HttpResponse<String> first = post(log.from(0, 5));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).startsWith("— " + NAME + " ").endsWith("\n");
        SignedNote cosigned =
                SignedNote.of(log.checkpoint(5).encoded() + first.body()).orElseThrow();
        WitnessKey key =
                WitnessKey.of(Files.readString(place.resolve("witness/vkey"))).orElseThrow();
        assertThat(key.cosigned(cosigned.text(), cosigned.signatures().getLast()))
                .hasValueSatisfying(
                        at -> assertThat(Duration.between(at, Instant.now())).isLessThan(Duration.ofMinutes(1)));
        assertThat(log.verifier().signed(cosigned)).isTrue();
        assertThat(post(log.from(5, 8)).statusCode()).isEqualTo(200);
        assertThat(post(log.from(8, 8)).statusCode()).as("again").isEqualTo(200);
        assertThat(post(log.from(8, 700)).statusCode()).isEqualTo(200);
    }

    @Test
    void answersOtherSizesWithTheSizeThatItSigned() throws Exception {
        conflicts(log.from(3, 5), 0);
        post(log.from(0, 5));
        conflicts(log.from(0, 8), 5);
        conflicts(log.from(3, 8), 5);
        conflicts(log.from(0, 3), 5);
        conflicts(log.from(3, 3), 5);
        conflicts(log.from(6, 8), 5);
        conflicts(log.from(0, 5), 5);
    }

    private void conflicts(AddCheckpoint request, long size) throws Exception {
        HttpResponse<String> answer = post(request);
        assertThat(answer.statusCode()).as(request.encoded()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo(size + "\n");
    }

    @Test
    void signsNoSecondTreeOfASizeAndKeepsTheProofOfIt() throws Exception {
        post(log.from(0, 5));
        HttpResponse<String> answer = post(log.forkFrom(5, 5));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        try (Stream<Path> kept = Files.list(place.resolve("witness"))) {
            Path fork = kept.filter(file -> file.getFileName().toString().startsWith("fork-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(log.verifier()
                            .signed(SignedNote.of(Files.readString(fork)).orElseThrow()))
                    .isTrue();
        }
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("FORK");
        assertThat(post(log.from(5, 6)).statusCode())
                .as("the first one goes on")
                .isEqualTo(200);
    }

    @Test
    void signsNothingWithoutAProof() throws Exception {
        assertThat(post(new AddCheckpoint(0, List.of(Sha256.of(new byte[0])), log.checkpoint(5)))
                        .statusCode())
                .as("a proof from nothing")
                .isEqualTo(422);
        post(log.from(0, 5));
        assertThat(post(log.forkFrom(5, 8)).statusCode()).isEqualTo(422);
        assertThat(post(new AddCheckpoint(5, List.of(), log.checkpoint(8))).statusCode())
                .isEqualTo(422);
        assertThat(post(new AddCheckpoint(5, List.of(Sha256.of(new byte[0])), log.checkpoint(5)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(post(log.from(5, 8)).statusCode()).isEqualTo(200);
    }

    @Test
    void knowsOnlyItsLogsAndTheirKeys() throws Exception {
        assertThat(post(new GrowingLog("elsewhere.example/log").from(0, 5)).statusCode())
                .isEqualTo(404);
        assertThat(post(new GrowingLog(ORIGIN).from(0, 5)).statusCode())
                .as("another key")
                .isEqualTo(403);
        SignedNote good = log.checkpoint(5);
        NoteSignature line = good.signatures().getFirst();
        SignedNote forged = new SignedNote(
                good.text(), List.of(new NoteSignature(ORIGIN, line.keyId(), Der.of(new byte[] {1, 2, 3}))));
        assertThat(post(new AddCheckpoint(0, List.of(), forged)).statusCode()).isEqualTo(403);
        assertThat(post(new AddCheckpoint(
                                0, List.of(), good.with(forged.signatures().getFirst())))
                        .statusCode())
                .as("a known key that did not sign")
                .isEqualTo(403);
        SignedNote more = good.with(new NoteSignature("somebody.example", Der.of(new byte[4]), Der.of(new byte[64])));
        assertThat(post(new AddCheckpoint(0, List.of(), more)).statusCode())
                .as("an unknown key besides")
                .isEqualTo(200);
    }

    @Test
    void signsExtensionsWithTheRest() throws Exception {
        SignedNote extended = log.signed(log.checkpoint(5).text() + "more\n");
        HttpResponse<String> answer = post(new AddCheckpoint(0, List.of(), extended));
        assertThat(answer.statusCode()).isEqualTo(200);
        SignedNote cosigned = SignedNote.of(extended.encoded() + answer.body()).orElseThrow();
        assertThat(directory.verifier().cosignature(cosigned)).isPresent();
        stop();
        serve();
        conflicts(log.from(0, 8), 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0\n",
                "old 0\n\n",
                "old 0\n\nnot a note\n",
                "new 0\n\nNOTE",
                "old\n\nNOTE",
                "old 00\n\nNOTE",
                "old -1\n\nNOTE",
                "old +1\n\nNOTE",
                "old 1a\n\nNOTE",
                "old 6\n\nNOTE",
                "old 9999999999999999999\n\nNOTE",
                "old  0\n\nNOTE",
                "old 0\r\n\nNOTE",
                "old 0\nAAAA\n\nNOTE",
                "old 0\nnot base64\n\nNOTE",
                "old 0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n\nNOTE",
                "old 0\nMANY\nNOTE",
                "\n\nNOTE"
            })
    void refusesWhatIsNoRequest(String body) throws Exception {
        String many = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64);
        String text = body.replace("MANY\n", many + "\n")
                .replace("NOTE", log.checkpoint(5).encoded());
        assertThat(send(text.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
        assertThat(post(log.from(0, 5)).statusCode()).as("nothing was signed").isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoTextOrTooLong() throws Exception {
        assertThat(send(new byte[] {'o', 'l', 'd', ' ', '0', '\n', '\n', (byte) 0xff})
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(new byte[1 << 17]).statusCode()).isEqualTo(413);
        assertThat(post(new AddCheckpoint(0, List.of(), log.signed(ORIGIN + "\n5\nAAAA\n")))
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> got =
                CLIENT.send(HttpRequest.newBuilder(address("/add-checkpoint")).build(), BodyHandlers.ofString());
        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(CLIENT.send(HttpRequest.newBuilder(address("/")).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    /** Of many at once from one size, each with another tree, exactly one is signed. */
    @Test
    void signsOneOfManyAtOnce() throws Exception {
        post(log.from(0, 5));
        List<AddCheckpoint> requests = new ArrayList<>();
        for (int size = 6; size < 26; size++) {
            requests.add(log.from(5, size));
        }
        Collections.shuffle(requests);
        int signed = 0;
        try (ExecutorService all = Executors.newFixedThreadPool(requests.size())) {
            List<Future<Integer>> answers = all.invokeAll(requests.stream()
                    .map(request -> (java.util.concurrent.Callable<Integer>)
                            () -> post(request).statusCode())
                    .toList());
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 409);
                signed += answer.get() == 200 ? 1 : 0;
            }
        }
        assertThat(signed).isEqualTo(1);
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        GrowingLog other = new GrowingLog("other.example/log");
        post(log.from(0, 5));
        stop();
        directory = WitnessDirectory.open(place.resolve("witness"), Optional.empty(), new SecureRandom());
        resource = new WitnessResource(
                new Witness(List.of(log.verifier(), other.verifier()), directory, Clock.systemUTC()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                System.err);
        assertThat(directory.verifier().name()).isEqualTo(NAME);
        conflicts(log.from(0, 8), 5);
        post(other.from(0, 9));
        post(log.from(5, 8));
        stop();
        serve();
        conflicts(log.from(0, 8), 8);
    }

    @Test
    void signsNothingThatItCannotKeep() throws Exception {
        post(log.from(0, 5));
        Files.delete(place.resolve("witness/state"));
        Files.createDirectory(place.resolve("witness/state"));
        Files.createFile(place.resolve("witness/state/x"));
        HttpResponse<String> answer = post(log.from(5, 8));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("—");
        conflicts(log.from(8, 9), 5);
    }

    @Test
    void lendsItsDirectoryToNobody() {
        assertThatThrownBy(this::serve)
                .isInstanceOf(WitnessUnusable.class)
                .hasMessageContaining("Another witness runs");
    }

    @Test
    void doesNotGoOnWithoutItsStateOrKey() throws Exception {
        Path witness = place.resolve("witness");
        post(log.from(0, 5));
        stop();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(witness.resolve("key.pem"))))
                .isEqualTo("rw-------");
        refuses("is called " + NAME, Optional.of("witness.example/other"));
        for (String file : List.of("state", "key.pem", "vkey")) {
            Path away = Files.move(witness.resolve(file), place.resolve(file));
            refuses(file, Optional.of(NAME));
            Files.move(away, witness.resolve(file));
        }
        String state = Files.readString(witness.resolve("state"));
        Files.writeString(witness.resolve("state"), state.replace("\n5\n", "\nfive\n"));
        refuses("is not as the witness left it", Optional.empty());
        Files.writeString(witness.resolve("state"), state);
        String key = Files.readString(witness.resolve("key.pem"));
        Files.writeString(witness.resolve("key.pem"), CosigningKey.generate(new SecureRandom()));
        refuses("is not the key of the witness", Optional.empty());
        Files.writeString(witness.resolve("key.pem"), key);
        Files.setPosixFilePermissions(witness.resolve("key.pem"), PosixFilePermissions.fromString("rw-r-----"));
        refuses("chmod 600", Optional.empty());
        Files.setPosixFilePermissions(witness.resolve("key.pem"), PosixFilePermissions.fromString("rw-------"));
        serve();
        conflicts(log.from(0, 8), 5);
    }

    private void refuses(String why, Optional<String> name) {
        assertThatThrownBy(() -> WitnessDirectory.open(place.resolve("witness"), name, new SecureRandom()))
                .isInstanceOf(WitnessUnusable.class)
                .hasMessageContaining(why);
    }

    @Test
    void needsANameTheFirstTime() {
        Path fresh = place.resolve("fresh");
        assertThatThrownBy(() -> WitnessDirectory.open(fresh, Optional.empty(), new SecureRandom()))
                .hasMessageContaining("--name");
        assertThatThrownBy(() -> WitnessDirectory.open(fresh, Optional.of("a name"), new SecureRandom()))
                .hasMessageContaining("no spaces");
    }

    private HttpResponse<String> post(AddCheckpoint request) throws IOException, InterruptedException {
        return send(request.encoded().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(byte[] body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address("/add-checkpoint"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + resource.address().getPort() + path);
    }
}
