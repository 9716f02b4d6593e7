package pk.muhr.evidence.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LogKeys;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.NoteSignature;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.audit.log.WitnessKey;
import pk.muhr.audit.witness.AddCheckpoint;
import pk.muhr.audit.witness.Witness;
import pk.muhr.audit.witness.WitnessAnswer;
import pk.muhr.audit.witness.WitnessDirectory;
import pk.muhr.audit.witness.WitnessResource;
import pk.muhr.evidence.export.Disproved;
import pk.muhr.evidence.export.ExportVerifier;
import pk.muhr.hsm.Tokens;
import pk.muhr.identity.Role;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** The service's log and a real witness. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class SubmissionsTest {

    private static final String NAME = "witness.example.gov.pk/council";

    @Inject
    LogEntries entries;

    @Inject
    Checkpoints checkpoints;

    @Inject
    CheckpointSigner signer;

    @Inject
    LogKeys keys;

    @Inject
    Tokens tokens;

    @Inject
    AuditRecords audit;

    @Inject
    Submissions submissions;

    @TempDir
    Path place;

    private WitnessDirectory directory;
    private Witness witness;
    private WitnessResource resource;
    private KnownWitness known;

    @BeforeEach
    void start() throws Exception {
        for (int attempt = 0; checkpoints.newest().isEmpty(); attempt++) {
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
        directory = WitnessDirectory.open(place.resolve("witness"), Optional.of(NAME), new SecureRandom());
        witness = new Witness(signer.verifiers(), directory, Clock.systemUTC());
        resource = new WitnessResource(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), System.err);
        known = known(directory.verifier(), resource.address().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        resource.close();
        directory.close();
    }

    private static KnownWitness known(WitnessKey key, int port) {
        return new KnownWitness("council", key, URI.create("http://127.0.0.1:" + port + "/add-checkpoint"));
    }

    @Test
    void aCosignedCheckpointIsPublishedAndExported() throws Exception {
        long before = size();
        current(submissions.submit(known));
        assertThat(checkpoints.cosignedBy(known.key())).isGreaterThanOrEqualTo(before);
        assertThat(known.key().cosignature(cosigned())).isPresent();
        grow();
        current(submissions.submit(known));
        current(submissions.submit(known));
        current(submissions.ask(known));
        assertThat(checkpoints.cosignedBy(known.key())).isGreaterThan(before);
        for (int attempt = 0; known.key().cosignature(published()).isEmpty(); attempt++) {
            assertThat(attempt).isLessThan(20);
            current(submissions.submit(known));
        }
        verifiesAnExport();
    }

    private static SignedNote published() {
        return SignedNote.of(Api.anonymous().get("/log/checkpoint").asString()).orElseThrow();
    }

    private void verifiesAnExport() throws IOException {
        Path export = place.resolve("audit.zip");
        Files.write(
                export,
                Api.officer(Role.AUDITOR)
                        .get("/api/v1/audit/export?format=zip&event=POLICY_ACTIVATED")
                        .asByteArray());
        WitnessKey stranger = new WitnessKey("stranger.example", known.key().key());
        assertThat(new ExportVerifier(signer.verifiers(), Optional.empty(), List.of(known.key(), stranger))
                        .verify(export))
                .anyMatch(said -> said.matches("[01] of 2 witnesses cosigned the tree of \\d+ records.*"));
        String text = Api.officer(Role.AUDITOR)
                .get("/api/v1/audit/export?event=POLICY_ACTIVATED")
                .asString();
        String line = known.key().cosignature(cosigned()).orElseThrow().line();
        Path lines = place.resolve("audit.jsonl");
        Files.writeString(lines, withCosignature(text, line));
        assertThatThrownBy(() ->
                        new ExportVerifier(signer.verifiers(), Optional.empty(), List.of(known.key())).verify(lines))
                .isInstanceOf(Disproved.class)
                .hasMessageContaining("the cosignature of " + NAME + " is not by its key");
    }

    /** The first line's checkpoint with this line, one letter of it changed, in place of what witnesses signed. */
    private static String withCosignature(String export, String line) {
        int at = line.length() - 10;
        String changed = line.substring(0, at) + (line.charAt(at) == 'A' ? 'B' : 'A') + line.substring(at + 1);
        int own = export.indexOf("\\n", export.indexOf("— "));
        return export.substring(0, own) + "\\n" + changed + export.substring(export.indexOf("\\n\""));
    }

    /** As after a restore of the witness, or when another replica was first. */
    @Test
    void goesOnFromTheSizeThatTheWitnessHas() throws Exception {
        SignedNote first = checkpoints.newest().orElseThrow();
        assertThat(witness.add(new AddCheckpoint(0, List.of(), first))).isInstanceOf(WitnessAnswer.Cosigned.class);
        grow();
        current(submissions.submit(known));
        assertThat(checkpoints.cosignedBy(known.key()))
                .isGreaterThan(Checkpoint.of(first.text()).orElseThrow().head().size());
    }

    @Test
    void aLargerTreeAtTheWitnessIsAnOldBackup() throws Exception {
        TreeHead larger = new TreeHead(entries.head().size() + 1000, Sha256.of(new byte[0]));
        witness.add(new AddCheckpoint(0, List.of(), signed(larger)));
        assertThat(other(submissions.submit(known))).contains("council", NAME, "are missing, so it is an old backup");
        assertThat(other(submissions.ask(known))).contains("old backup");
        assertThat(checkpoints.cosignedBy(known.key())).isZero();
    }

    @Test
    void anotherBeginningAtTheWitnessIsAChange() throws Exception {
        witness.add(new AddCheckpoint(0, List.of(), signed(new TreeHead(1, Sha256.of(new byte[0])))));
        assertThat(other(submissions.submit(known))).contains("it was changed");
    }

    @Test
    void anotherTreeOfTheSameSizeAtTheWitnessIsAChange() throws Exception {
        long size = size();
        witness.add(new AddCheckpoint(0, List.of(), signed(new TreeHead(size, Sha256.of(new byte[0])))));
        assertThat(other(submissions.ask(known))).containsAnyOf("signed another tree of", "it was changed");
    }

    @Test
    void aWitnessThatIsAwayOrStrangeFailsAndHoldsNothing() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> submissions.submit(known(known.key(), free))).isInstanceOf(IOException.class);
        Witness ofOthers = new Witness(
                List.of(new LogVerifier(
                        "elsewhere.example/log", signer.verifiers().getFirst().key())),
                directory,
                Clock.systemUTC());
        try (WitnessResource stranger =
                new WitnessResource(ofOthers, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), System.err)) {
            failed(submissions.submit(known(known.key(), stranger.address().getPort())), "it answered 404");
        }
        WitnessKey wrong = new WitnessKey(NAME, Der.of(new byte[32]));
        failed(submissions.submit(known(wrong, resource.address().getPort())), "no signature by its key");
        for (Map.Entry<Integer, String> answer :
                Map.of(302, "", 500, "x", 200, "nothing").entrySet()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] body = answer.getValue().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Location", known.address().toString());
                exchange.sendResponseHeaders(answer.getKey(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            failed(
                    submissions.submit(known(known.key(), server.getAddress().getPort())),
                    answer.getKey() == 200 ? "no signature" : "it answered " + answer.getKey());
            server.stop(0);
        }
        assertThat(checkpoints.cosignedBy(known.key())).isZero();
    }

    private static void failed(Submissions.Outcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(Submissions.Outcome.Failed.class, failed -> assertThat(failed.why())
                .contains(why));
    }

    private static String other(Submissions.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Submissions.Outcome.OtherTree.class);
        return ((Submissions.Outcome.OtherTree) outcome).why();
    }

    private static void current(Submissions.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Submissions.Outcome.Current.class);
    }

    private long size() {
        return Checkpoint.of(checkpoints.newest().orElseThrow().text())
                .orElseThrow()
                .head()
                .size();
    }

    /** The last checkpoint that the witness signed, of which there may be a later one. */
    private SignedNote cosigned() {
        return checkpoints.covering(checkpoints.cosignedBy(known.key())).orElseThrow();
    }

    private void grow() throws InterruptedException {
        long before = size();
        audit.appendAlone(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of()));
        for (int attempt = 0; size() == before; attempt++) {
            assertThat(attempt).isLessThan(200);
            Thread.sleep(50);
        }
    }

    /** A checkpoint of the log's own that says this. */
    private SignedNote signed(TreeHead head) {
        LogKeys.LogKey key = keys.newestFirst().getFirst();
        LogVerifier verifier = signer.verifiers().getFirst();
        String text = new Checkpoint(verifier.name(), head).text();
        Der signature = tokens.token(key.token())
                .find(key.label())
                .orElseThrow()
                .sign(Der.of(text.getBytes(StandardCharsets.UTF_8)), SignatureAlgorithm.SHA256_ECDSA);
        return new SignedNote(text, List.of(new NoteSignature(verifier.name(), verifier.id(), signature)));
    }
}
