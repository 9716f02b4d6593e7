package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Status events of other processes, in whatever order they are committed. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class StatusChangesTest {

    private static final Sha256 ISSUER = Sha256.of(new byte[] {9});

    private static final String REVOKE = """
            insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, entry)
            values (?, ?, 'nobody-g1', 'REVOKED', 4, now(), 'elsewhere', '')
            """;

    @Inject
    AgroalDataSource store;

    @Inject
    Event<StatusesSeen> event;

    @Inject
    StatusChanges running;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());

    @Test
    void readsANumberThatIsCommittedAfterALaterOne() throws Exception {
        try (Connection reader = connection();
                Connection slow = connection();
                Connection quick = connection()) {
            StatusSequence sequence = new StatusSequence(reader);
            sequence.read(reader, 0);
            slow.setAutoCommit(false);
            SerialNumber first = revoke(slow);
            SerialNumber second = revoke(quick);
            assertThat(read(sequence, reader, 1)).containsExactly(numbered(second));
            assertThat(read(sequence, reader, 2)).isEmpty();
            slow.commit();
            assertThat(read(sequence, reader, 3)).containsExactly(numbered(first));
            assertThat(read(sequence, reader, 4)).isEmpty();
        }
    }

    @Test
    void waitsTenMinutesForANumberThatWasPassedOver() throws Exception {
        try (Connection reader = connection();
                Connection slow = connection()) {
            StatusSequence sequence = new StatusSequence(reader);
            sequence.read(reader, 0);
            slow.setAutoCommit(false);
            SerialNumber late = revoke(slow);
            revoke(reader);
            sequence.read(reader, 1);
            sequence.read(reader, 1 + StatusSequence.GAP_NANOS);
            slow.commit();
            assertThat(read(sequence, reader, 1 + StatusSequence.GAP_NANOS)).containsExactly(numbered(late));
            slow.commit();
            late = revoke(slow);
            revoke(reader);
            sequence.read(reader, 0);
            slow.commit();
            assertThat(read(sequence, reader, 1 + StatusSequence.GAP_NANOS))
                    .as("given up")
                    .doesNotContain(numbered(late));
        }
    }

    @Test
    void followsWhatOthersCommitAtOnce() throws Exception {
        await(running::isConfirmed);
        long before = running.reach();
        Instant begun = Instant.now();
        try (Connection other = connection()) {
            revoke(other);
        }
        await(() -> running.reach() > before);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void confirmsNothingFourSecondsAfterItsLastLook() throws Exception {
        StatusChanges changes = stoppedAfterALook();
        nanos.addAndGet(StatusChanges.PATIENCE.toNanos());
        assertThat(changes.isConfirmed()).isTrue();
        nanos.incrementAndGet();
        assertThat(changes.isConfirmed()).isFalse();
    }

    @Test
    void confirmsNothingBetweenAnOwnChangeAndTheNextLook() throws Exception {
        StatusChanges changes = stoppedAfterALook();
        assertThat(changes.isConfirmed()).isTrue();
        changes.changed(null);
        assertThat(changes.isConfirmed()).isFalse();
    }

    @Test
    void confirmsNothingWhileTheDatabaseLacksWhatWasSigned() throws Exception {
        StatusChanges changes = stoppedAfterALook();
        changes.lacksRecords(true);
        assertThat(changes.isConfirmed()).isFalse();
        assertThat(changes.isCurrent()).isFalse();
        changes.lacksRecords(false);
        assertThat(changes.isConfirmed()).isTrue();
    }

    @Test
    void confirmsNothingBeforeItsFirstLook() {
        assertThat(new StatusChanges(store, event, Clock.systemUTC(), nanos::get).isConfirmed())
                .isFalse();
    }

    private StatusChanges stoppedAfterALook() throws Exception {
        StatusChanges changes = new StatusChanges(store, event, Clock.systemUTC(), nanos::get);
        changes.start(new StartupEvent());
        await(changes::isConfirmed);
        changes.end(new ShutdownEvent());
        return changes;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static Set<StatusesSeen.Numbered> read(StatusSequence sequence, Connection reader, long nanos)
            throws SQLException {
        return sequence.read(reader, nanos).seen().certificates();
    }

    private static StatusesSeen.Numbered numbered(SerialNumber serial) {
        return new StatusesSeen.Numbered(ISSUER, serial);
    }

    private static Connection connection() throws SQLException {
        return TestInstallation.application().connect();
    }

    private SerialNumber revoke(Connection connection) throws SQLException {
        SerialNumber serial = SerialNumber.random(random);
        try (PreparedStatement insert = connection.prepareStatement(REVOKE)) {
            insert.setString(1, ISSUER.hex());
            insert.setString(2, serial.hex());
            insert.executeUpdate();
        }
        return serial;
    }
}
