package pk.muhr.audit.log;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;

/** The checkpoints that were signed. Two replicas may sign the same tree; the first note stands. */
@ApplicationScoped
public class Checkpoints {

    private static final String NEWEST = "select note from log_checkpoint order by size desc, key desc limit 1";

    private static final String ONE_BEFORE =
            "select coalesce((select made_at from log_checkpoint order by size limit 1) < ?, false)";

    private static final String COVERING =
            "select note from log_checkpoint where size >= ? order by size, key desc limit 1";

    private static final String BEFORE =
            "select note from log_checkpoint where made_at < ? order by size desc, key desc limit 1";

    private static final String ADD =
            "insert into log_checkpoint (size, key, note) values (?, ?, ?) on conflict do nothing";

    private final AgroalDataSource store;

    Checkpoints(AgroalDataSource store) {
        this.store = store;
    }

    /** Whether one was signed before this time. */
    @Transactional
    public boolean isOneBefore(Instant time) {
        return StoreRows.read(store, ONE_BEFORE, List.of(time.atOffset(ZoneOffset.UTC)), row -> row.getBoolean(1))
                .getFirst();
    }

    /** The last one. */
    @Transactional
    public Optional<SignedNote> newest() {
        return read(NEWEST, List.of());
    }

    /** The first one whose tree has at least this many leaves. */
    @Transactional
    public Optional<SignedNote> covering(long size) {
        return read(COVERING, List.of(size));
    }

    /** The last one that was signed before this time. */
    @Transactional
    public Optional<SignedNote> before(Instant time) {
        return read(BEFORE, List.of(time.atOffset(ZoneOffset.UTC)));
    }

    /** Keeps one that was signed, unless this key signed this tree before. */
    @Transactional
    void add(long size, long key, SignedNote note) {
        try {
            StoreRows.insert(store, ADD, List.of(note), (insert, each) -> {
                insert.setLong(1, size);
                insert.setLong(2, key);
                insert.setString(3, each.encoded());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private Optional<SignedNote> read(String query, List<?> values) {
        return StoreRows.read(store, query, values, row -> row.getString(1)).stream()
                .findFirst()
                .map(note -> SignedNote.of(note)
                        .orElseThrow(() -> new IllegalStateException("a checkpoint on record cannot be read")));
    }
}
