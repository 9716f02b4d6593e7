package pk.muhr.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import io.agroal.api.AgroalDataSource;
import org.jboss.logging.Logger;

import pk.muhr.problem.StoreFailed;

/** A lock of the database that one process has at a time; it goes with its connection when the process dies. */
final class UnitLock implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UnitLock.class);
    private static final int SECONDS = 2;
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended(?, 0))";

    /**
     * The server lets go of a session whose machine is gone after half a minute, instead of the two hours that are usual:
     * else nobody could have the unit for so long.
     */
    private static final String NOTICED =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4";

    private final Connection connection;
    private final String name;

    private UnitLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** The lock, unless another process has it. */
    static Optional<UnitLock> take(AgroalDataSource store, String name) {
        try {
            Connection connection = store.getConnection();
            try {
                noticed(connection);
                if (asked(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", name)) {
                    return Optional.of(new UnitLock(connection, name));
                }
            } catch (SQLException e) {
                connection.abort(Runnable::run); // it may have been given after all
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Whether it is still held. */
    boolean isHeld() {
        try {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try (connection) {
            giveBack();
        } catch (SQLException e) {
            LOG.debugf("the lock %s went with its connection: %s", name, e.getMessage());
        }
    }

    /** The pool must not have a connection that still holds it: nobody could take it any more. */
    private void giveBack() throws SQLException {
        try {
            if (asked(connection, UNLOCK, name)) {
                return;
            }
        } catch (SQLException e) {
            LOG.warnf("the lock %s is not given back, so its connection is ended: %s", name, e.getMessage());
        }
        connection.abort(Runnable::run);
    }

    private static void noticed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(NOTICED);
        }
    }

    private static boolean asked(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
