package pk.muhr.revocation.ocsp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.ca.AuthorityId;

/**
 * Lets one replica at a time make an authority's next responder. The lock belongs to a database connection and not to a
 * transaction, because a token is used under it; it goes with the connection when its holder dies.
 */
@ApplicationScoped
class RenewalLock {

    private final AgroalDataSource store;

    RenewalLock(AgroalDataSource store) {
        this.store = store;
    }

    /** Does the work, unless another replica is doing it. */
    void whileHeld(AuthorityId authority, Runnable work) {
        String name = "ocsp responder " + authority;
        try (Connection connection = store.getConnection()) {
            if (!asked(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", name)) {
                return;
            }
            try {
                work.run();
            } finally {
                asked(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the lock for the OCSP responder of " + authority + " failed", e);
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
