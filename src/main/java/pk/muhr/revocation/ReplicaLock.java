package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreFailed;

/** Lets one replica at a time do a job; the lock goes with its connection when the holder dies. */
@ApplicationScoped
public class ReplicaLock {

    private final AgroalDataSource store;

    ReplicaLock(AgroalDataSource store) {
        this.store = store;
    }

    /** Does the job, unless another replica is doing it. */
    public void whileHeld(String job, Runnable work) {
        try (Connection connection = store.getConnection()) {
            if (!asked(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", job)) {
                return;
            }
            try {
                work.run();
            } finally {
                asked(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", job);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private static boolean asked(Connection connection, String question, String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, job);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
