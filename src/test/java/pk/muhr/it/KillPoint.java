package pk.muhr.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds the service still at its next insert into a table, so that it can be killed at exactly that point: the
 * transactions before are committed and this one is not. A trigger in the database, no hook in the program.
 */
final class KillPoint implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Connection superuser;
    private final String table;

    private KillPoint(Connection superuser, String table) {
        this.superuser = superuser;
        this.table = table;
    }

    /** From now on inserts into this table wait. */
    static KillPoint at(DataDirectory data, String table) throws SQLException {
        KillPoint point = new KillPoint(data.asSuperuser("muhr"), table);
        point.execute("""
                create or replace function it_hold() returns trigger language plpgsql as
                $$ begin perform pg_sleep(60); return new; end $$""");
        point.execute("create trigger it_hold before insert on " + table + " for each row execute function it_hold()");
        return point;
    }

    /** Returns when an insert waits. */
    void awaitReached() throws SQLException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += 20) {
            try (Statement statement = superuser.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) {
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nothing was inserted into " + table);
    }

    /** Lets go: what waits is cut off, and nothing waits any more. */
    @Override
    public void close() throws SQLException {
        try (superuser) {
            execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'");
            execute("drop trigger it_hold on " + table);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
