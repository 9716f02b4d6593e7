package pk.muhr.audit;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * The same records over a bare connection, for commands that run beside the service and not in it.
 *
 * <p>Joins whatever transaction the connection has open; never commits.
 */
public final class ConnectionAuditRecords {

    private static final String INSERT = """
            insert into audit_record (event, outcome, actor, actor_role, authority, policy_hash, request, subject, details)
            values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))""";

    private final Connection connection;

    /** Records go to this connection, which stays the caller's to commit and to close. */
    public ConnectionAuditRecords(Connection connection) {
        this.connection = connection;
    }

    /**
     * Adds the record of a state change to the open transaction.
     *
     * @throws SQLException when the connection commits by itself, or the insert fails
     */
    public void append(AuditEvent event) throws SQLException {
        append(List.of(event));
    }

    /**
     * Adds the records of several state changes to the open transaction, in their order.
     *
     * @throws SQLException when the connection commits by itself, or the insert fails
     */
    public void append(List<AuditEvent> events) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException("an audit record belongs to the transaction of its change");
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEvent event : events) {
                set(insert, RecordForm.row(event));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (BatchUpdateException e) {
            throw e.getNextException() == null ? e : e.getNextException(); // its own message repeats every value
        }
    }

    private static void set(PreparedStatement insert, AuditRecordRow row) throws SQLException {
        insert.setString(1, row.event);
        insert.setString(2, row.outcome);
        insert.setString(3, row.actor);
        insert.setString(4, row.actorRole);
        insert.setString(5, row.authority);
        insert.setString(6, row.policyHash);
        insert.setObject(7, row.request, Types.OTHER);
        insert.setString(8, row.subject);
        insert.setString(9, row.details);
    }
}
