package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.PathConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.witness.AddCheckpoint;
import pk.muhr.audit.witness.Witness;
import pk.muhr.audit.witness.WitnessAnswer;
import pk.muhr.audit.witness.WitnessDirectory;

/** Which checkpoint is published, when cosignatures are wanted. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class PublishedCheckpointTest {

    @Inject
    AgroalDataSource store;

    @Inject
    Checkpoints checkpoints;

    @Inject
    CheckpointSigner signer;

    @Inject
    AuditRecords audit;

    @TempDir
    Path place;

    @Test
    void isTheLastThatHasThem() throws Exception {
        try (WitnessDirectory directory = WitnessDirectory.open(
                place.resolve("witness"), Optional.of("witness.example/w1"), new SecureRandom())) {
            SignedNote note = next(0);
            Checkpoint checkpoint = Checkpoint.of(note.text()).orElseThrow();
            long size = checkpoint.head().size();
            WitnessAnswer answer = new Witness(signer.verifiers(), directory, Clock.systemUTC())
                    .add(new AddCheckpoint(0, List.of(), note));
            NoteSignature line = ((WitnessAnswer.Cosigned) answer).cosignature();
            checkpoints.add(checkpoint, directory.verifier(), line);
            checkpoints.add(checkpoint, directory.verifier(), line); // another replica
            next(size);
            SignedNote published = wanting(1).published().orElseThrow();
            assertThat(published.text()).isEqualTo(note.text());
            assertThat(published.signatures()).containsOnlyOnce(line);
            assertThat(size(wanting(0).published().orElseThrow())).isGreaterThan(size);
            assertThat(size(wanting(2).published().orElseThrow()))
                    .as("nobody has two")
                    .isGreaterThan(size);
            Checkpoint later = Checkpoint.of(next(size).text()).orElseThrow();
            assertThatThrownBy(() -> checkpoints.add(later, directory.verifier(), line))
                    .hasMessageContaining("no cosignature of");
        }
    }

    private SignedNote next(long size) throws InterruptedException {
        audit.appendAlone(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of()));
        for (int attempt = 0; ; attempt++) {
            Optional<SignedNote> newest = checkpoints.newest().filter(note -> size(note) > size);
            if (newest.isPresent()) {
                return newest.get();
            }
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    private static long size(SignedNote note) {
        return Checkpoint.of(note.text()).orElseThrow().head().size();
    }

    private Checkpoints wanting(int cosignatures) {
        return new Checkpoints(
                store,
                new SmallRyeConfigBuilder()
                        .withMapping(LogConfiguration.class)
                        .withSources(new PropertiesConfigSource(
                                Map.of("muhr.log.cosignatures", "" + cosignatures), "test", 100))
                        .withConverter(Path.class, 200, new PathConverter())
                        .build()
                        .getConfigMapping(LogConfiguration.class));
    }
}
