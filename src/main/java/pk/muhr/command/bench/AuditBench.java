package pk.muhr.command.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Refused;

/** How fast records get their places in the audit log: the service and its database together, until a checkpoint is signed. */
final class AuditBench implements Bench {

    private static final BenchAuthority AUTHORITY = BenchAuthority.P256;
    private static final int RECORDS = 100_000;
    private static final int SINGLE = 20;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** As issuance writes them. */
    private static final String FILL = """
            insert into audit_record (event, outcome, actor, actor_role, authority, policy_hash, request, subject, details)
            select event, outcome, actor, actor_role, authority, policy_hash, request, subject, details
            from (select * from audit_record where event in ('REQUEST_SUBMITTED', 'INTENT_OPENED', 'CERTIFICATE_ISSUED')
                  order by seq desc limit 3) model, generate_series(1, ?)
            """;

    private static final String BEHIND = "select (select max(seq) from audit_record) > coalesce("
            + "(select h.record from log_checkpoint c join log_head h on h.size = c.size order by c.size desc limit 1), 0)";

    AuditBench() {}

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        new IssuedForBench(workbench, AUTHORITY).issued(1); // to copy the records of
        DatabaseAccess access = EmbeddedPostgres.applicationAccess(
                workbench.service().installation().installation().postgres());
        try (Connection connection = access.connect()) {
            sequenced(workbench, connection); // warm-up
            Measurement measured = sequenced(workbench, connection);
            findings.add(measured);
            findings.add(Goal.rate("audit", measured.name(), measured.perCpuSecond(), 10_000));
            findings.add(
                    Goal.milliseconds("audit", "record-to-checkpoint-worst", worstDelay(workbench, connection), 2000));
        } catch (SQLException e) {
            throw new Refused("The audit log could not be measured: " + e.getMessage() + ".", e);
        }
    }

    private static Measurement sequenced(Workbench workbench, Connection connection) throws SQLException {
        workbench.progress().step("giving " + RECORDS + " records their places");
        connection.setAutoCommit(false);
        try (PreparedStatement fill = connection.prepareStatement(FILL)) {
            fill.setInt(1, RECORDS / 3);
            fill.executeUpdate();
        }
        Duration before = workbench.service().processorTime().used();
        Instant begin = workbench.clock().instant();
        connection.commit();
        connection.setAutoCommit(true);
        while (isBehind(connection)) {
            if (begin.plus(LONGEST).isBefore(workbench.clock().instant())) {
                throw new Refused("The audit log does not get to its end.");
            }
            Workbench.pause(PAUSE);
        }
        Duration window = Duration.between(begin, workbench.clock().instant());
        Duration used = workbench.service().processorTime().used().minus(before);
        return new Measurement("audit-sequencing", RECORDS / 3 * 3, window, used, Latencies.none());
    }

    /** From the commit of one record to the checkpoint over it, in milliseconds. */
    private static double worstDelay(Workbench workbench, Connection connection) throws SQLException {
        long worst = 0;
        for (int record = 0; record < SINGLE; record++) {
            try (PreparedStatement fill = connection.prepareStatement(FILL)) {
                fill.setInt(1, 1);
                fill.executeUpdate();
            }
            Instant begin = workbench.clock().instant();
            while (isBehind(connection)) {
                Workbench.pause(PAUSE);
            }
            worst = Math.max(
                    worst, Duration.between(begin, workbench.clock().instant()).toMillis());
        }
        return worst;
    }

    private static boolean isBehind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BEHIND)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
