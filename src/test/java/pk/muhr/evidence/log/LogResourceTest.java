package pk.muhr.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.InclusionProofs;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.Tile;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** The log as anybody sees it, over plain HTTP. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LogResourceTest {

    @Inject
    AuditRecords audit;

    @Inject
    RecordSearch search;

    @Inject
    MeterRegistry meters;

    @Test
    void signsATreeThatItsTilesMakeUp() throws IOException {
        Checkpoint checkpoint = verified(checkpoint());
        Proofs proofs = new Proofs(LogResourceTest::tile);
        assertThat(proofs.root(checkpoint.head().size()))
                .isEqualTo(checkpoint.head().root());
        long last = checkpoint.head().size() - 1;
        List<byte[]> bundle = bundle(new Tile(0, last / Tile.WIDTH, (int) (last % Tile.WIDTH) + 1));
        assertThat(new InclusionProofs(checkpoint.head())
                        .include(
                                last,
                                Der.of(bundle.getLast()),
                                proofs.inclusion(last, checkpoint.head().size())))
                .isTrue();
    }

    @Test
    void signsWithinTwoSecondsAndExtendsWhatItSignedBefore() throws Exception {
        Checkpoint before = verified(checkpoint());
        String subject = UUID.randomUUID().toString();
        audit.appendAlone(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of())
                .withSubject(subject));
        long seq = audit.newest(100).stream()
                .filter(record -> record.event().subject().equals(Optional.of(subject)))
                .findFirst()
                .orElseThrow()
                .seq();
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (search.logged(seq)
                .filter(record -> record.index() < verified(checkpoint()).head().size())
                .isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
        Checkpoint after = verified(checkpoint());
        List<Sha256> proof = new Proofs(LogResourceTest::tile)
                .consistency(before.head().size(), after.head().size());
        assertThat(Proofs.extend(before.head(), after.head(), proof)).isTrue();
    }

    @Test
    void saysHowFarBehindItIs() throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (meters.get("muhr.log.behind").timeGauge().value(TimeUnit.SECONDS) > 2) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
        assertThat(meters.get("muhr.held").gauge().value()).isZero();
    }

    /** OpenSSL knows nothing of notes; it is given the text, the key and the signature out of the line. */
    @Test
    void isSignedAsOpensslWouldHaveIt(@TempDir Path directory) throws Exception {
        SignedNote note = SignedNote.of(checkpoint().asString()).orElseThrow();
        Path text = Files.writeString(directory.resolve("text"), note.text());
        byte[] typed = Base64.getDecoder().decode(key().text().split("\\+", 3)[2]);
        Path key = Files.write(directory.resolve("key"), Arrays.copyOfRange(typed, 1, typed.length));
        Path signature = Files.write(
                directory.resolve("signature"),
                note.signatures().getFirst().signature().bytes());
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-verify",
                        key.toString(),
                        "-keyform",
                        "DER",
                        "-signature",
                        signature.toString(),
                        text.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Verified OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/tile/0/999",
                "/log/tile/8/000",
                "/log/tile/0/000.p/0",
                "/log/tile/0/x000/000",
                "/log/tile/entries/999",
                "/log/tile/0/..%2f000",
                "/log/tile/00/000",
                "/log/tile/-1/000",
                "/log/tile/0/000.p/257",
                "/log/tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void hasNoOtherTiles(String address) {
        assertThat(Api.anonymous().urlEncodingEnabled(false).get(address).statusCode())
                .isEqualTo(404);
    }

    private static Response checkpoint() {
        Response answer = Api.anonymous().get("/log/checkpoint");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        return answer;
    }

    private static LogVerifier key() {
        return LogVerifier.of(Api.anonymous()
                        .get("/log/key")
                        .asString()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .orElseThrow();
    }

    private static Checkpoint verified(Response answer) {
        return key().checkpoint(SignedNote.of(answer.asString()).orElseThrow()).orElseThrow();
    }

    private static byte[] tile(Tile tile) {
        Response answer = Api.anonymous().get("/log/tile/" + tile.level() + "/" + tile.path());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("immutable");
        return answer.asByteArray();
    }

    private static List<byte[]> bundle(Tile tile) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        byte[] bundle = Api.anonymous().get("/log/tile/entries/" + tile.path()).asByteArray();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bundle));
        while (in.available() > 0) {
            byte[] entry = new byte[in.readUnsignedShort()];
            in.readFully(entry);
            entries.add(entry);
        }
        return entries;
    }
}
