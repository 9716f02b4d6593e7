package pk.muhr.audit.log;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.RecordForm;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/**
 * The leaves in their order, and the tree over them. One replica at a time adds to it, under a lock that ends with its
 * transaction; a head that does not follow the last one is refused by the database besides.
 */
@ApplicationScoped
public class LogEntries implements TileReader {

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('audit log', 0))";

    private static final String HEAD =
            "select size, root, cast(xid as text), record from log_head order by size desc limit 1";

    /** Every row that comes later has a higher transaction: those below the horizon have ended. */
    private static final String NEXT = "select " + RecordForm.COLUMNS + ", secret, cast(xid as text) as transaction"
            + " from audit_record where (xid, seq) > (cast(? as xid8), ?)"
            + " and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, seq limit ?";

    private static final String ADD_ENTRY = "insert into log_entry (idx, record, entry, hash) values (?, ?, ?, ?)";

    private static final String ADD_TILE = "insert into log_tile (level, number, hashes, root) values (?, ?, ?, ?)";

    private static final String ADD_HEAD =
            "insert into log_head (size, root, xid, record) values (?, ?, cast(? as xid8), ?)";

    private static final String WHOLE = "select hashes from log_tile where level = ? and number = ?";

    private static final String LEAVES = "select hash from log_entry where idx >= ? and idx < ? order by idx";

    private static final String ROOTS =
            "select root from log_tile where level = ? and number >= ? and number < ? order by number";

    private static final String ENTRIES = "select entry from log_entry where idx >= ? and idx < ? order by idx";

    private static final String IS_HEAD = "select count(*) from log_head where size = ? and root = ?";

    /** No record that was there then is without a place. Few rows follow the last one. */
    private static final String UNTIL = "select not exists (select 1 from audit_record r"
            + " where (r.xid, r.seq) > (cast(? as xid8), ?) and r.recorded_at < ?)";

    private static final String ORDER_KEPT =
            "select coalesce((select xid from log_head order by size desc limit 1), '0') < pg_snapshot_xmax(pg_current_snapshot())";

    private static final String STANDBY = "select pg_is_in_recovery()";

    private final AgroalDataSource store;

    LogEntries(AgroalDataSource store) {
        this.store = store;
    }

    /** The last head, and the last record in it. */
    private record Last(TreeHead head, String transaction, long record) {
        static final Last NONE = new Last(TreeHead.EMPTY, "0", 0);
    }

    /** @param record its number */
    record Leaf(long record, byte[] entry, byte[] hash) {

        static Leaf of(AuditRecord record, byte[] secret) {
            byte[] entry = LogEntry.of(record, secret).bytes();
            return new Leaf(record.seq(), entry, MerkleTree.leaf(entry));
        }
    }

    private record Next(Leaf leaf, String transaction) {}

    /** The tree as it is. */
    @Transactional
    public TreeHead head() {
        return last().head();
    }

    /** Whether this tree was once the last one. */
    public boolean isHead(TreeHead tree) {
        return tree.size() == 0
                || StoreRows.read(
                                        store,
                                        IS_HEAD,
                                        List.of(tree.size(), tree.root().bytes()),
                                        row -> row.getLong(1))
                                .getFirst()
                        == 1;
    }

    /** Whether every record that everybody could see at this time has its place. */
    public boolean isSequencedUntil(Instant time) {
        Last last = last();
        return StoreRows.read(
                        store,
                        UNTIL,
                        List.of(last.transaction(), last.record(), time.atOffset(ZoneOffset.UTC)),
                        row -> row.getBoolean(1))
                .getFirst();
    }

    /**
     * Whether new records come after those that have a place. Not so where a dump was restored into a database that counts
     * transactions from the beginning.
     */
    public boolean isOrderKept() {
        return StoreRows.read(store, ORDER_KEPT, List.of(), row -> row.getBoolean(1))
                .getFirst();
    }

    /** Whether it follows another database, which has the newer leaves. */
    public boolean isOnStandby() {
        return StoreRows.read(store, STANDBY, List.of(), row -> row.getBoolean(1))
                .getFirst();
    }

    /**
     * Gives the next records their places. A crash before the commit leaves nothing of it.
     *
     * @param most records at once
     * @return how many it were; none when there are none, or another replica is doing it
     */
    @Transactional
    public int sequence(int most) {
        boolean mine =
                StoreRows.read(store, LOCK, List.of(), row -> row.getBoolean(1)).getFirst();
        if (!mine) {
            return 0;
        }
        if (!isOrderKept()) {
            throw new IllegalStateException("the database counts its transactions anew; no record would get its place");
        }
        Last last = last();
        List<Next> next =
                StoreRows.read(store, NEXT, List.of(last.transaction(), last.record(), most), LogEntries::next);
        if (!next.isEmpty()) {
            add(last, next);
        }
        return next.size();
    }

    private void add(Last last, List<Next> next) {
        long size = last.head().size();
        RightEdge edge = RightEdge.of(size, this);
        next.forEach(each -> edge.add(each.leaf().hash()));
        TreeHead head = edge.head();
        try {
            insert(size, next.stream().map(Next::leaf).toList());
            insert(edge);
            StoreRows.insert(store, ADD_HEAD, List.of(next.getLast()), (insert, each) -> {
                insert.setLong(1, head.size());
                insert.setBytes(2, head.root().bytes());
                insert.setString(3, each.transaction());
                insert.setLong(4, each.leaf().record());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** @param from place of the first of them */
    void insert(long from, List<Leaf> leaves) throws SQLException {
        long[] index = {from};
        StoreRows.insert(store, ADD_ENTRY, leaves, (insert, leaf) -> {
            insert.setLong(1, index[0]++);
            insert.setLong(2, leaf.record());
            insert.setBytes(3, leaf.entry());
            insert.setBytes(4, leaf.hash());
        });
    }

    /** The tiles that became whole. */
    void insert(RightEdge edge) throws SQLException {
        StoreRows.insert(store, ADD_TILE, edge.whole(), (insert, tile) -> {
            insert.setInt(1, tile.level());
            insert.setLong(2, tile.number());
            insert.setBytes(3, tile.hashes());
            insert.setBytes(4, tile.root());
        });
    }

    private static Next next(ResultSet row) throws SQLException {
        return new Next(Leaf.of(RecordForm.record(row), row.getBytes("secret")), row.getString("transaction"));
    }

    private Last last() {
        return StoreRows.read(store, HEAD, List.of(), row -> new Last(head(row), row.getString(3), row.getLong(4)))
                .stream()
                .findFirst()
                .orElse(Last.NONE);
    }

    private static TreeHead head(ResultSet row) throws SQLException {
        return new TreeHead(row.getLong(1), Sha256.of32(row.getBytes(2)));
    }

    // --- what is published ---

    @Override
    public byte[] read(Tile tile) {
        List<byte[]> hashes = hashes(tile);
        ByteArrayOutputStream all = new ByteArrayOutputStream(tile.width() * MerkleTree.HASH);
        hashes.forEach(all::writeBytes);
        if (all.size() != tile.width() * MerkleTree.HASH) {
            throw new IllegalArgumentException("there is no " + tile);
        }
        return all.toByteArray();
    }

    private List<byte[]> hashes(Tile tile) {
        if (tile.isWhole()) {
            return StoreRows.read(store, WHOLE, List.of(tile.level(), tile.number()), row -> row.getBytes(1));
        }
        long first = tile.number() * Tile.WIDTH;
        long end = first + tile.width();
        return tile.level() == 0
                ? StoreRows.read(store, LEAVES, List.of(first, end), row -> row.getBytes(1))
                : StoreRows.read(store, ROOTS, List.of(tile.level() - 1, first, end), row -> row.getBytes(1));
    }

    /** The entries whose hashes are in this tile of level 0. */
    public List<byte[]> entries(Tile tile) {
        long first = tile.number() * Tile.WIDTH;
        List<byte[]> entries = new ArrayList<>(
                StoreRows.read(store, ENTRIES, List.of(first, first + tile.width()), row -> row.getBytes(1)));
        if (entries.size() != tile.width()) {
            throw new IllegalArgumentException("there are no entries " + tile);
        }
        return entries;
    }
}
