package pk.muhr.timestamp;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.eclipse.microprofile.config.Config;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.safety.InstanceName;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * Every token that was given out (RFC 3628 §7.4.11), and the blocks of their serial numbers. Tokens of one commit are a
 * batch, with one audit record whose hash stands for all of them.
 */
@ApplicationScoped
public class TimeStamps {

    /** The audit event of a batch, whose subject is its hash. */
    static final String RECORDED = "TIME_STAMPED";

    private static final Actor TSA = Actor.system("tsa");

    private static final String TAKE = """
            insert into tsa_block (unit, number, instance)
            select ?, coalesce(max(number), 0) + 1, ? from tsa_block where unit = ? returning number""";

    private static final String BATCH =
            "insert into tsa_batch (unit, block, tokens, sha256) values (?, ?, ?, ?) returning id";

    private static final String TOKEN = """
            insert into tsa_token (serial, batch, place, gen_time, imprint_algorithm, sha256, clock_offset, caller)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Only the newest blocks can have the latest time. */
    private static final String LATEST = """
            select max(t.gen_time) from tsa_batch b join tsa_token t on t.batch = b.id
            where b.unit = ? and b.id > (select coalesce(max(id), 0) - 1000 from tsa_batch where unit = ?)""";

    private static final String FIND = """
            select t.gen_time, t.imprint_algorithm, t.sha256, t.clock_offset, t.caller, b.unit, b.id, b.sha256, b.recorded_at
            from tsa_token t join tsa_batch b on b.id = t.batch where t.serial = ?""";

    private static final String RECORDED_AT = """
            select b.recorded_at from tsa_token t join tsa_batch b on b.id = t.batch where t.serial = ? and t.sha256 = ?""";

    private static final int MICRO = 1000;

    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final InstanceName instance;

    TimeStamps(AgroalDataSource store, AuditRecords audit, Config settings) {
        this.store = store;
        this.audit = audit;
        this.instance = InstanceName.of(settings);
    }

    /** Takes the next block of a unit; from its commit on, nobody who had the unit before can record a token. */
    @Transactional
    int takeBlock(String unit) {
        int number;
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(TAKE)) {
            insert.setString(1, unit);
            insert.setString(2, instance.value());
            insert.setString(3, unit);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                number = row.getInt(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        audit.append(AuditEvent.success("TSU_TAKEN", TSA, Map.of("unit", unit, "block", number)));
        return number;
    }

    /** The latest time that a unit ever signed; to be asked after its block was taken. */
    Optional<Instant> latest(String unit) {
        return StoreRows.read(
                        store,
                        LATEST,
                        List.of(unit, unit),
                        row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .stream()
                .flatMap(Optional::stream)
                .map(OffsetDateTime::toInstant)
                .findFirst();
    }

    /**
     * Puts tokens on record, all or none. A crash before the commit leaves tokens that nobody received; one after it
     * records of tokens that perhaps nobody received.
     *
     * @throws StoreFailed when another process took the unit, or the database does not write
     */
    @Transactional
    void record(String unit, int block, List<TimeStamp> stamps) {
        Sha256 hash = hash(stamps.stream().map(TimeStamp::token).toList());
        try {
            long batch = batch(unit, block, stamps.size(), hash);
            StoreRows.insert(store, TOKEN, placed(stamps), (insert, placed) -> {
                TimeStamp stamp = placed.stamp();
                insert.setBytes(1, stamp.serial().value().toByteArray());
                insert.setLong(2, batch);
                insert.setInt(3, placed.place());
                insert.setObject(4, stamp.time().atOffset(ZoneOffset.UTC));
                insert.setString(5, stamp.imprint().label());
                insert.setBytes(6, stamp.token().bytes());
                insert.setLong(7, stamp.offset().toNanos() / MICRO);
                insert.setString(8, stamp.caller());
            });
            audit.append(
                    AuditEvent.success(RECORDED, TSA, Map.of("unit", unit, "batch", batch, "tokens", stamps.size()))
                            .withSubject(hash.hex()));
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    private record Placed(int place, TimeStamp stamp) {}

    private static List<Placed> placed(List<TimeStamp> stamps) {
        return IntStream.range(0, stamps.size())
                .mapToObj(place -> new Placed(place, stamps.get(place)))
                .toList();
    }

    private long batch(String unit, int block, int tokens, Sha256 hash) throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(BATCH)) {
            insert.setString(1, unit);
            insert.setInt(2, block);
            insert.setInt(3, tokens);
            insert.setString(4, hash.hex());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The record of a token, if it is ours; over one connection, as one that waits for a second can wait for itself. */
    Optional<RecordedTimeStamp> find(SerialNumber serial) {
        try (Connection connection = store.getConnection()) {
            List<Found> found = StoreRows.read(
                    connection,
                    FIND,
                    List.of((Object) serial.value().toByteArray()),
                    row -> new Found(
                            new TimeStamp(
                                    serial,
                                    row.getObject(1, OffsetDateTime.class).toInstant(),
                                    imprint(row.getString(2)),
                                    Sha256.of32(row.getBytes(3)),
                                    Duration.ofNanos(row.getLong(4) * MICRO),
                                    row.getString(5)),
                            row.getString(6),
                            row.getLong(7),
                            new Sha256(row.getString(8)),
                            row.getObject(9, OffsetDateTime.class).toInstant()));
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(found.getFirst()
                            .with(tokens(connection, found.getFirst().batch())));
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** A token and its batch, without the others in it. */
    private record Found(TimeStamp stamp, String unit, long batch, Sha256 hash, Instant recordedAt) {

        RecordedTimeStamp with(List<Sha256> tokens) {
            return new RecordedTimeStamp(stamp, unit, batch, hash, tokens, recordedAt);
        }
    }

    /** When exactly this token was put on record; nothing where it never was, or another one with its number was. */
    public Optional<Instant> recordedAt(SerialNumber serial, Sha256 token) {
        return StoreRows.read(
                        store, RECORDED_AT, List.of(serial.value().toByteArray(), token.bytes()), row -> row.getObject(
                                        1, OffsetDateTime.class)
                                .toInstant())
                .stream()
                .findFirst();
    }

    private static List<Sha256> tokens(Connection connection, long batch) throws SQLException {
        return StoreRows.read(
                connection,
                "select sha256 from tsa_token where batch = ? order by place",
                List.of(batch),
                row -> Sha256.of32(row.getBytes(1)));
    }

    private static ImprintAlgorithm imprint(String label) {
        return Arrays.stream(ImprintAlgorithm.values())
                .filter(algorithm -> algorithm.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    static Sha256 hash(List<Sha256> tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        tokens.forEach(token -> all.writeBytes(token.bytes()));
        return Sha256.of(all.toByteArray());
    }
}
