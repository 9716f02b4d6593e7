package pk.muhr.command.development;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.postgresql.PGConnection;

/**
 * The roles of the development database, as production has them: an owner that migrates the schema, an application
 * role, and one for processes with the role {@code status} alone and one for those with {@code timestamp} alone; these
 * three can sign in and nothing else until the schema grants them something. The superuser serves only to make the four.
 */
final class PostgresRoles {

    static final String SUPERUSER = "postgres";
    static final String OWNER = "muhr_owner";
    static final String APPLICATION = "muhr_app";
    static final String STATUS = "muhr_status";
    static final String TIMESTAMP = "muhr_timestamp";
    static final String DATABASE = "muhr";

    private final Connection superuser;

    PostgresRoles(Connection superuser) {
        this.superuser = superuser;
    }

    /** Makes what is missing and sets the password of each role; repeating it changes nothing. */
    void establish(Map<String, String> passwords) throws SQLException {
        for (Map.Entry<String, String> entry : passwords.entrySet()) {
            role(entry.getKey(), entry.getValue());
        }
        if (!exists("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            execute("create database " + DATABASE + " owner " + OWNER);
        }
        execute("revoke all on database " + DATABASE + " from public");
        execute("grant connect on database " + DATABASE + " to " + APPLICATION + ", " + STATUS + ", " + TIMESTAMP);
        execute("revoke connect on database postgres from public");
        execute("revoke connect on database template1 from public");
    }

    private void role(String name, String password) throws SQLException {
        if (!exists("select 1 from pg_roles where rolname = '" + name + "'")) {
            execute("create role " + name
                    + " login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls");
        }
        // The driver derives the SCRAM verifier here, so the password itself reaches no server log.
        superuser.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
    }

    private boolean exists(String query) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private void execute(String command) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(command);
        }
    }
}
