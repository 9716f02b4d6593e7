package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/**
 * Follows the status events of all processes, so that what is kept in memory is never further behind than
 * {@link #PATIENCE}. On a primary it listens and looks every second besides, since a notification may be lost; on a hot
 * standby, which has none, it only looks, and counts the time by which the standby is behind. Whoever repeats something
 * from memory asks {@link #isConfirmed()} first: when the database cannot be asked, nothing is confirmed.
 */
@ApplicationScoped
public class StatusChanges {

    /** After the installation was opened and its responders are there. */
    static final int AFTER_RESPONDERS = 450;

    /** How old the last look may be. Revocations are told within five seconds (invariant I12). */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Logger LOG = Logger.getLogger(StatusChanges.class);
    private static final int PAUSE_MILLIS = 1000;
    private static final int STEP_MILLIS = 100;
    private static final int ANSWER_MILLIS = 3000;

    private static final String STANDBY = """
            select pg_is_in_recovery(), case when pg_is_in_recovery() then coalesce(greatest(0,
                extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1e9), 1e18) else 0 end
            """;

    /** Leaves a commit in the log that standbys measure their lag by, without a row and without waiting for the disk. */
    private static final String PULSE = "select pg_logical_emit_message(true, 'muhr', '')";

    private final AgroalDataSource store;
    private final Event<StatusesSeen> event;
    private final Clock clock;
    private final LongSupplier nanos;
    private final AtomicLong own = new AtomicLong();
    private volatile Confirmation confirmed;
    private volatile long reach;
    private volatile boolean standby = true; // until it has said that it is none
    private volatile boolean lacking;
    private volatile Thread follower;

    /** What a look that began at this time had before it: so many changes of this process. */
    private record Confirmation(long nanos, long own, Instant at) {}

    @Inject
    StatusChanges(AgroalDataSource store, Event<StatusesSeen> event, Clock clock) {
        this(store, event, clock, System::nanoTime);
    }

    StatusChanges(AgroalDataSource store, Event<StatusesSeen> event, Clock clock, LongSupplier nanos) {
        this.store = store;
        this.event = event;
        this.clock = clock;
        this.nanos = nanos;
        this.confirmed = new Confirmation(nanos.getAsLong() - PATIENCE.toNanos() - 1, 0, Instant.EPOCH);
    }

    /** Whether every change that was committed more than {@link #PATIENCE} ago, and every one of this process, was told. */
    public boolean isConfirmed() {
        return confirmed.own() == own.get() && isCurrent();
    }

    /** Said by who knows what was signed: whether this database is a standby without records that it should have by now. */
    public void lacksRecords(boolean lacks) {
        lacking = lacks;
    }

    /** Whether the last look was not longer ago than {@link #PATIENCE}, the lag of a standby included. */
    public boolean isCurrent() {
        return !lacking && nanos.getAsLong() - confirmed.nanos() <= PATIENCE.toNanos();
    }

    /**
     * Asked before a status is read: what a standby that is behind has is no answer, even if it can be read.
     *
     * @throws StatusUnavailable on such a standby
     */
    public void requireRecent() {
        if (standby && !isCurrent()) {
            throw new StatusUnavailable("the database is a standby that is more than " + PATIENCE + " behind");
        }
    }

    /** When the last look began, less the lag of a standby: all that was committed by then was told. */
    public Instant confirmedAt() {
        return confirmed.at();
    }

    /** From when on what is read after this call is right: this very moment on a primary, earlier on a standby. */
    public Instant rightAt(Instant now) {
        return standby ? confirmedAt() : now;
    }

    /** The highest number of a status event that was seen. */
    public long reach() {
        return reach;
    }

    @DoneBy({ProcessRole.AUTHORITY, ProcessRole.REGISTRATION, ProcessRole.STATUS})
    void start(@Observes @Priority(AFTER_RESPONDERS) StartupEvent started) {
        follower = Thread.ofVirtual().name("status-changes").unstarted(this::follow);
        follower.start();
    }

    void end(@Observes @Priority(1) ShutdownEvent ended) throws InterruptedException {
        Thread ending = follower;
        follower = null;
        if (ending != null) {
            ending.join(PATIENCE);
        }
    }

    /** Until the change was read back, nothing is repeated here. */
    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusChanged change) {
        own.incrementAndGet();
    }

    private boolean isFollowing() {
        return Thread.currentThread() == follower;
    }

    private void follow() {
        while (isFollowing()) {
            try (Connection connection = store.getConnection()) {
                follow(connection);
            } catch (SQLException | RuntimeException e) {
                standby = true; // whoever answers there next may be one
                if (isFollowing()) {
                    LOG.warnf("status events cannot be read: %s", e.getMessage());
                    pause();
                }
            }
        }
    }

    /** On a new connection it is not known what was missed, so everything counts as changed. */
    private void follow(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        try (Statement statement = connection.createStatement()) {
            standby = lag(connection).standby();
            if (!standby) {
                statement.execute("listen revocation");
                statement.execute("set synchronous_commit = off");
            }
            StatusSequence sequence = new StatusSequence(connection);
            look(connection, sequence, true);
            while (isFollowing()) {
                if (standby) {
                    pause();
                } else {
                    listen(connection.unwrap(PGConnection.class));
                }
                look(connection, sequence, false);
            }
        } finally {
            restore(connection);
        }
    }

    /** Until a notification comes or it is time to look; in steps, so that the end of the program is not held up. */
    private void listen(PGConnection connection) throws SQLException {
        int told = 0;
        for (int waited = 0; waited < PAUSE_MILLIS && told == 0 && isFollowing(); waited += STEP_MILLIS) {
            told = connection.getNotifications(STEP_MILLIS).length;
        }
    }

    /** As the pool gave it; a connection that cannot be restored is broken, which the pool notices. */
    private static void restore(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten *");
            statement.execute("reset synchronous_commit");
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            LOG.debugf("the connection of status events is not used again: %s", e.getMessage());
        }
    }

    /** One look, which confirms what was before it only after everything it found was told. */
    private void look(Connection connection, StatusSequence sequence, boolean first) throws SQLException {
        long before = own.get();
        long begun = nanos.getAsLong();
        Instant at = clock.instant();
        Lag lag = lag(connection);
        standby = lag.standby();
        StatusSequence.Reading reading;
        do {
            reading = sequence.read(connection, begun);
            if (first) {
                event.fire(new StatusesSeen(Set.of(), Set.of(), true));
            } else if (!reading.seen().certificates().isEmpty()) {
                event.fire(reading.seen());
            }
        } while (reading.full());
        reach = sequence.highest();
        confirmed = new Confirmation(begun - lag.nanos(), before, at.minusNanos(lag.nanos()));
        if (!lag.standby()) {
            try (PreparedStatement pulse = connection.prepareStatement(PULSE)) {
                pulse.execute();
            }
        }
    }

    private record Lag(boolean standby, long nanos) {}

    private static Lag lag(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STANDBY);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Lag(row.getBoolean(1), row.getLong(2));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
