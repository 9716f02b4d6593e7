package pk.muhr.evidence.outside;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Der;

/** The time-stamps of another authority over our checkpoints, one a day. */
@ApplicationScoped
public class CrossStamps {

    private static final Actor JOB = Actor.system("log");

    private static final String COLUMNS =
            "select day, size, note, reply, issuers, authority, stamped_at from log_stamp ";

    private static final String ADD = "insert into log_stamp (day, size, note, reply, issuers, authority, stamped_at)"
            + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final AgroalDataSource store;
    private final AuditRecords audit;

    CrossStamps(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /**
     * One of them.
     *
     * @param day of UTC
     * @param size leaves of the tree of the checkpoint
     * @param note the checkpoint; its octets are what was stamped
     * @param reply a TimeStampResp
     * @param issuers in PEM, of whom it was believed
     * @param authority its address
     * @param at the time that it states
     */
    public record CrossStamp(
            LocalDate day, long size, String note, Der reply, String issuers, String authority, Instant at) {}

    /** The last one. */
    public Optional<CrossStamp> last() {
        return one(COLUMNS + "order by day desc limit 1", List.of());
    }

    /** The one of a day. */
    public Optional<CrossStamp> of(LocalDate day) {
        return one(COLUMNS + "where day = ?", List.of(day));
    }

    /** The last one over a tree of this size or a smaller one. */
    public Optional<CrossStamp> within(long size) {
        return one(COLUMNS + "where size <= ? order by size desc, day limit 1", List.of(size));
    }

    private Optional<CrossStamp> one(String question, List<?> values) {
        return StoreRows.read(
                        store,
                        question,
                        values,
                        row -> new CrossStamp(
                                row.getObject(1, LocalDate.class),
                                row.getLong(2),
                                row.getString(3),
                                Der.of(row.getBytes(4)),
                                row.getString(5),
                                row.getString(6),
                                row.getObject(7, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
    }

    /** Keeps one that was verified; the first of a day stands. */
    @Transactional
    void add(CrossStamp stamp) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, stamp.day());
            insert.setLong(2, stamp.size());
            insert.setString(3, stamp.note());
            insert.setBytes(4, stamp.reply().bytes());
            insert.setString(5, stamp.issuers());
            insert.setString(6, stamp.authority());
            insert.setObject(7, stamp.at().atOffset(ZoneOffset.UTC));
            if (insert.executeUpdate() == 0) {
                return;
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        audit.append(AuditEvent.success(
                        "LOG_STAMPED",
                        JOB,
                        Map.of("size", stamp.size(), "authority", stamp.authority(), "time", stamp.at()))
                .withSubject(stamp.reply().sha256().hex()));
    }
}
