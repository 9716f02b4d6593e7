package pk.muhr.audit.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import pk.muhr.audit.RecordForm;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * Holds every record against the leaf that commits to it, and the leaves against the tree: what was changed, put in or taken
 * out in the tables themselves shows here.
 */
public final class LogCheck {

    private static final String LEAVES = "select e.idx, e.record, e.entry, e.hash, r.secret, " + RecordForm.COLUMNS
            + " from log_entry e left join audit_record r on r.seq = e.record order by e.idx";

    private static final String HEAD = "select size, root from log_head order by size desc limit 1";

    private static final String WAITING =
            "select r.seq from audit_record r where r.recorded_at < now() - interval '1 minute'"
                    + " and not exists (select 1 from log_entry e where e.record = r.seq) order by r.seq";

    private static final int PAGE = 1000;

    private static final String LOST = "select cast(details ->> 'from' as bigint), cast(details ->> 'to' as bigint),"
            + " cast(details ->> 'lost' as bigint) from audit_record where event = 'LOG_RECOVERED'";

    private static final String DESTROYED = "select distinct month from audit_destruction_done";

    private final Connection connection;
    private List<PutBack> lost = List.of();
    private List<YearMonth> destroyed = List.of();

    /** @param connection with a transaction under way, so that rows come a page at a time and are of one moment */
    public LogCheck(Connection connection) {
        this.connection = connection;
    }

    /**
     * What was looked at.
     *
     * @param tree as it is made of the leaves
     * @param without leaves whose record is not there any more
     */
    public record Looked(TreeHead tree, long without) {}

    /** Leaves that were put back when an older database went on, and of how many the record was lost. */
    private static final class PutBack {

        private final long from;
        private final long to;
        private long left;

        PutBack(long from, long to, long left) {
            this.from = from;
            this.to = to;
            this.left = left;
        }

        boolean covers(long index) {
            return from <= index && index < to && left-- > 0;
        }
    }

    /**
     * Looks at all of them.
     *
     * @param difference takes each as a sentence
     */
    public Looked look(Consumer<String> difference) throws SQLException {
        lost = StoreRows.read(
                connection, LOST, List.of(), row -> new PutBack(row.getLong(1), row.getLong(2), row.getLong(3)));
        destroyed = StoreRows.read(
                connection, DESTROYED, List.of(), row -> YearMonth.from(row.getObject("month", LocalDate.class)));
        RightEdge edge = RightEdge.of(0, _ -> new byte[0]);
        long without = 0;
        try (PreparedStatement query = connection.prepareStatement(LEAVES)) {
            query.setFetchSize(PAGE);
            try (ResultSet row = query.executeQuery()) {
                for (long index = 0; row.next(); index++) {
                    byte[] entry = row.getBytes("entry");
                    byte[] hash = MerkleTree.leaf(entry);
                    edge.add(hash);
                    edge.whole().clear(); // nobody asks for them
                    if (row.getLong("idx") != index || !Arrays.equals(hash, row.getBytes("hash"))) {
                        difference.accept("leaf " + row.getLong("idx") + " of the log is not in its place, or has"
                                + " another hash than its entry");
                        index = row.getLong("idx");
                    }
                    if (row.getBytes("secret") == null) {
                        without++;
                        if (!isDestroyed(entry) && !isLost(index)) {
                            difference.accept(
                                    "record " + row.getLong("record") + " of leaf " + index + " was taken out");
                        }
                    } else if (!Arrays.equals(entry, entry(row))) {
                        difference.accept("record " + row.getLong("record") + " is not the one that leaf " + index
                                + " commits to: it was changed");
                    }
                }
            }
        }
        TreeHead tree = edge.head();
        if (!tree.equals(stored())) {
            difference.accept("the leaves do not make the log's tree of " + stored().size());
        }
        waiting(difference);
        return new Looked(tree, without);
    }

    /** Whether it is of a month that two officers destroyed; what was kept of it is counted elsewhere. */
    private boolean isDestroyed(byte[] entry) {
        return LogEntry.read(Der.of(entry))
                .map(line -> YearMonth.from(line.time().atOffset(ZoneOffset.UTC)))
                .filter(destroyed::contains)
                .isPresent();
    }

    /** Whether it is one of those that were lost; each that is not may hide behind them no more often than there are. */
    private boolean isLost(long index) {
        return lost.stream().anyMatch(places -> places.covers(index));
    }

    private static byte[] entry(ResultSet row) throws SQLException {
        try {
            return LogEntry.of(RecordForm.record(row), row.getBytes("secret")).bytes();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new byte[0]; // what cannot be read was not written so
        }
    }

    private TreeHead stored() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HEAD);
                ResultSet row = query.executeQuery()) {
            return row.next() ? new TreeHead(row.getLong(1), Sha256.of32(row.getBytes(2))) : TreeHead.EMPTY;
        }
    }

    private void waiting(Consumer<String> difference) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(WAITING);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                difference.accept("record " + row.getLong(1) + " has no place in the log");
            }
        }
    }
}
