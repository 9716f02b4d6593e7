package pk.muhr.audit.log;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /** As signed by the log, with what witnesses signed since. */
    private static final String NOTE = """
            select k.note || coalesce((select string_agg(c.line || E'\\n', '' order by c.made_at, c.witness)
                from log_cosignature c where c.size = k.size), '')
            from log_checkpoint k
            """;

    private static final String NEWEST = NOTE + "order by k.size desc, k.key desc limit 1";

    /** Of the last minute, those with so many cosignatures before those without. */
    private static final String PUBLISHED = NOTE + """
            where k.made_at >= (select made_at from log_checkpoint order by size desc limit 1) - interval '1 minute'
            order by (select count(*) from log_cosignature c where c.size = k.size) >= ? desc, k.size desc, k.key desc
            limit 1
            """;

    private static final String ONE_BEFORE =
            "select coalesce((select made_at from log_checkpoint order by size limit 1) < ?, false)";

    private static final String COVERING = NOTE + "where k.size >= ? order by k.size, k.key desc limit 1";

    private static final String BEFORE = NOTE + "where k.made_at < ? order by k.size desc, k.key desc limit 1";

    private static final String SIGNED = "select note, made_at from log_checkpoint where ";

    private static final String OF_SIZE = SIGNED + "size = ? order by key limit 1";

    private static final String SINCE = SIGNED + "made_at >= ? order by size, key limit 1";

    private static final String LAST = SIGNED + "true order by size desc, key limit 1";

    private static final String ADD =
            "insert into log_checkpoint (size, key, note) values (?, ?, ?) on conflict do nothing";

    private static final String COSIGNED = "select coalesce(max(size), 0) from log_cosignature where witness = ?";

    private static final String ADD_COSIGNATURE =
            "insert into log_cosignature (size, witness, line) values (?, ?, ?) on conflict do nothing";

    private final AgroalDataSource store;
    private final int wanted;

    Checkpoints(AgroalDataSource store, LogConfiguration configuration) {
        this.store = store;
        this.wanted = configuration.cosignatures();
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

    /**
     * The last one that has the cosignatures that are wanted. Whoever asks does not wait longer than a minute for
     * witnesses: the last one of all, where none of the minute before it has them.
     */
    @Transactional
    public Optional<SignedNote> published() {
        return read(PUBLISHED, List.of(wanted));
    }

    /** How large the last tree is that this witness cosigned; 0 when it never did. */
    @Transactional
    public long cosignedBy(WitnessKey witness) {
        return StoreRows.read(store, COSIGNED, List.of(witness.text()), row -> row.getLong(1))
                .getFirst();
    }

    /**
     * Keeps what a witness signed, unless it signed this tree before.
     *
     * @throws IllegalArgumentException when it did not sign that
     */
    @Transactional
    public void add(Checkpoint checkpoint, WitnessKey witness, NoteSignature cosignature) {
        if (witness.cosigned(checkpoint.text(), cosignature).isEmpty()) {
            throw new IllegalArgumentException("no cosignature of " + witness.name());
        }
        try {
            StoreRows.insert(store, ADD_COSIGNATURE, List.of(cosignature), (insert, each) -> {
                insert.setLong(1, checkpoint.head().size());
                insert.setString(2, witness.text());
                insert.setString(3, each.line());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
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

    /** One that was signed, and when. */
    public record Signed(SignedNote note, Instant at) {}

    /** The first one of a tree of this size. */
    public Optional<Signed> ofSize(long size) {
        return signed(OF_SIZE, List.of(size));
    }

    /** The first one that was signed at this time or later. */
    public Optional<Signed> since(Instant time) {
        return signed(SINCE, List.of(time.atOffset(ZoneOffset.UTC)));
    }

    /** The first one of the largest tree. */
    public Optional<Signed> last() {
        return signed(LAST, List.of());
    }

    private Optional<Signed> signed(String query, List<?> values) {
        return StoreRows.read(
                        store,
                        query,
                        values,
                        row -> new Signed(
                                note(row.getString(1)),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
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
                .map(Checkpoints::note);
    }

    private static SignedNote note(String text) {
        return SignedNote.of(text)
                .orElseThrow(() -> new IllegalStateException("a checkpoint on record cannot be read"));
    }
}
