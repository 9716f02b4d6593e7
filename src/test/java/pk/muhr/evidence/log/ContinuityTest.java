package pk.muhr.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.LogKeys;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.hsm.Tokens;
import pk.muhr.revocation.StatusChanges;
import pk.muhr.revocation.crl.KeptLists;
import pk.muhr.safety.Hold;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** The database held against what was kept outside it. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ContinuityTest {

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
    KeptLists lists;

    @Inject
    Hold hold;

    @Inject
    StatusChanges statuses;

    @TempDir
    Path directory;

    @BeforeEach
    void aCheckpoint() throws InterruptedException {
        for (int attempt = 0; checkpoints.newest().isEmpty(); attempt++) {
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    @Test
    void goesOnWhereNothingWasKept() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void goesOnFromWhatItKept() throws IOException {
        LogPlaces places = places();
        places.keep();
        assertThat(Files.readString(directory.resolve("checkpoint")))
                .isEqualTo(Files.readString(
                        directory.resolve(LocalDate.now(ZoneOffset.UTC).toString())));
        assertThat(broken()).isEmpty();
    }

    @Test
    void holdsAnOldBackup() throws IOException {
        keep(new TreeHead(entries.head().size() + 1000, Sha256.of(new byte[0])));
        assertThat(broken().orElseThrow()).contains("are missing, so it is an old backup");
    }

    @Test
    void holdsWhatWasChanged() throws IOException {
        keep(new TreeHead(entries.head().size(), Sha256.of(new byte[0])));
        assertThat(broken().orElseThrow()).contains("they were changed");
    }

    @Test
    void holdsWhatItCannotRead() throws IOException {
        Files.writeString(directory.resolve("checkpoint"), "no checkpoint");
        assertThat(broken().orElseThrow()).contains("is not signed by a log key of this database");
        String note = checkpoints.newest().orElseThrow().encoded();
        Files.writeString(directory.resolve("checkpoint"), note.replaceFirst("\n\\d+\n", "\n1\n"));
        assertThat(broken().orElseThrow()).contains("is not signed by a log key of this database");
        Files.delete(directory.resolve("checkpoint"));
        Files.createDirectory(directory.resolve("checkpoint"));
        assertThat(broken().orElseThrow()).contains("cannot be held against");
    }

    @Test
    void holdsWhereTheVolumeIsAway() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        assertThat(new Continuity(places(), entries, checkpoints, signer, lists, hold, statuses, later)
                        .broken()
                        .orElseThrow())
                .contains("is the volume mounted?");
    }

    @Test
    void keepsNothingWhereThereIsNoPlace() {
        LogPlaces away = places(directory.resolve("away"));
        assertThatThrownBy(away::keep).hasMessageContaining("could not be kept in");
        assertThatThrownBy(away::keep).as("nor is it taken for kept").hasMessageContaining("could not be kept in");
    }

    /** The database was put back while the program ran: the evidence of it stays. */
    @Test
    void leavesTheCheckpointAloneThatTheDatabaseLacks() throws IOException {
        keep(new TreeHead(entries.head().size() + 1000, Sha256.of(new byte[0])));
        String kept = Files.readString(directory.resolve("checkpoint"));
        assertThat(new Continuity(places(), entries, checkpoints, signer, lists, hold, statuses, Clock.systemUTC())
                        .brokenNow())
                .isPresent();
        assertThat(Files.readString(directory.resolve("checkpoint"))).isEqualTo(kept);
    }

    @Test
    void letsThisInstallationSign() {
        assertThat(hold.isHeld()).isFalse();
        assertThat(Api.anonymous().get("/log/checkpoint").statusCode()).isEqualTo(200);
    }

    private Optional<String> broken() {
        return new Continuity(places(), entries, checkpoints, signer, lists, hold, statuses, Clock.systemUTC())
                .broken();
    }

    private LogPlaces places() {
        return places(directory);
    }

    private LogPlaces places(Path place) {
        return new LogPlaces(checkpoints, new KeptEntries(entries), lists, Optional.of(place), Clock.systemUTC());
    }

    /** A checkpoint of the log's own that says this. */
    private void keep(TreeHead head) throws IOException {
        LogKeys.LogKey key = keys.newestFirst().getFirst();
        LogVerifier verifier = signer.verifiers().getFirst();
        String text = new Checkpoint(verifier.name(), head).text();
        Der signature = tokens.token(key.token())
                .find(key.label())
                .orElseThrow()
                .sign(Der.of(text.getBytes(StandardCharsets.UTF_8)), SignatureAlgorithm.SHA256_ECDSA);
        byte[] line = new byte[4 + signature.length()];
        System.arraycopy(verifier.id().bytes(), 0, line, 0, 4);
        System.arraycopy(signature.bytes(), 0, line, 4, signature.length());
        String note =
                text + "\n— " + verifier.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
        assertThat(SignedNote.of(note)).isPresent();
        Files.writeString(directory.resolve("checkpoint"), note);
    }
}
