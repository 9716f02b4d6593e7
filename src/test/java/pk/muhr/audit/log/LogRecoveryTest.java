package pk.muhr.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.LogRecovery.NotOneTree;

/** An older database goes on from the tree that was signed, and from no other. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class LogRecoveryTest {

    private static final Actor BY = Actor.system("test");

    @Inject
    LogRecovery recovery;

    @Inject
    LogEntries entries;

    @Inject
    Checkpoints checkpoints;

    @Inject
    RecordSearch search;

    @Inject
    AuditRecords audit;

    @BeforeEach
    void aCheckpoint() throws InterruptedException {
        for (int attempt = 0; checkpoints.newest().isEmpty(); attempt++) {
            assertThat(attempt).isLessThan(300);
            Thread.sleep(100);
        }
    }

    @Test
    void takesNoLeafThatWasNotSigned() {
        byte[] leaf = ("{\"seq\":1,\"at\":\"2026-01-01T00:00:00.000000Z\",\"event\":\"TEST_HAPPENED\","
                        + "\"outcome\":\"success\",\"fields\":{}}")
                .getBytes(StandardCharsets.UTF_8);
        long before = audit.newest(1).getFirst().seq();
        assertThatThrownBy(() -> recovery.recover(newest(), note(), List.of(leaf), BY))
                .isInstanceOf(NotOneTree.class)
                .hasMessageContaining("do not make the signed tree");
        assertThatThrownBy(() -> recovery.recover(newest(), note(), List.of(new byte[] {1}), BY))
                .hasMessageContaining("is no record");
        assertThat(audit.since(before, 1000))
                .noneMatch(record -> record.event().event().equals("LOG_RECOVERED"));
    }

    /** The tree is all there, as after a restored dump: what waits for its place gets it, once. */
    @Test
    void givesWaitingRecordsTheirPlaces() throws InterruptedException {
        String subject = UUID.randomUUID().toString();
        LogRecovery.Recovered recovered = null;
        for (int attempt = 0; recovered == null; attempt++) {
            assertThat(attempt).isLessThan(100);
            audit.appendAlone(AuditEvent.success("TEST_HAPPENED", BY, Map.of()).withSubject(subject));
            try {
                recovered = recovery.recover(newest(), note(), List.of(), BY);
            } catch (NotOneTree e) {
                Thread.sleep(10); // a newer tree waits for its signature
            }
        }
        assertThat(recovered.lost()).isEmpty();
        assertThat(recovered.to()).isEqualTo(recovered.from());
        assertThat(entries.head().size()).isGreaterThan(recovered.to());
        assertThat(audit.newest(500))
                .filteredOn(record -> record.event().subject().equals(Optional.of(subject)))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(search.logged(record.seq())).isPresent());
    }

    private SignedNote note() {
        return checkpoints.newest().orElseThrow();
    }

    private Checkpoint newest() {
        return Checkpoint.of(note().text()).orElseThrow();
    }
}
