package pk.muhr.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.Outcome;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;

/**
 * The removal of units' keys from their token, which takes two officers (CSBR §6.3.2). The rules of its table have the
 * last word.
 */
@ApplicationScoped
class KeyRemovals {

    private static final String INSERT =
            "insert into tsu_key_removal (key, kind, said_by, role, reason) values (?, ?, ?, ?, ?)";

    /** A process that has nothing but tokens may say no more than this. */
    private static final String INSERT_DONE = "insert into tsu_key_removal (key, kind, said_by) values (?, ?, ?)";

    private static final String NEWEST =
            "select distinct on (key) key, kind, said_by, said_at from tsu_key_removal order by key, seq desc";

    private final AgroalDataSource store;
    private final AuditRecords audit;

    KeyRemovals(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /** How far a removal is. */
    enum Kind {
        PROPOSED("proposed", "TSU_KEY_REMOVAL_PROPOSED"),
        CONFIRMED("confirmed", "TSU_KEY_REMOVAL_CONFIRMED"),
        DONE("done", "TSU_KEY_DESTROYED");

        private final String label;
        private final String event;

        Kind(String label, String event) {
            this.label = label;
            this.event = event;
        }

        /** As in the table and the API. */
        String label() {
            return label;
        }

        private static Kind of(String label) {
            return List.of(values()).stream()
                    .filter(kind -> kind.label.equals(label))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The newest word about a key. */
    record Word(long key, Kind kind, String by, Instant at) {}

    /** The newest word about each key of which there is one. */
    List<Word> all() {
        return StoreRows.read(
                store,
                NEWEST,
                List.of(),
                row -> new Word(
                        row.getLong(1),
                        Kind.of(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    /** The newest word about one key. */
    Optional<Word> of(UnitKey key) {
        return all().stream().filter(word -> word.key() == key.number()).findFirst();
    }

    /**
     * Says the next word about a key, with its audit record.
     *
     * @param why it does not sign, where its unit has no newer one
     * @throws StoreFailed with the state of the rule that it breaks
     */
    @Transactional
    void say(Kind kind, UnitKey key, Optional<KeyEnds.Reason> why, Actor by) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(kind == Kind.DONE ? INSERT_DONE : INSERT)) {
            insert.setLong(1, key.number());
            insert.setString(2, kind.label);
            insert.setString(3, by.id());
            if (kind != Kind.DONE) {
                insert.setString(4, by.role().orElse(null));
                insert.setString(5, why.map(KeyEnds.Reason::label).orElse(null));
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        Map<String, Object> details = new LinkedHashMap<>(Map.of(
                "unit", key.unit(),
                "token", key.token().label().value(),
                "key", key.label().value()));
        why.ifPresent(reason -> details.put("why", reason.label()));
        audit.append(new AuditEvent(kind.event, Outcome.SUCCESS, by, details)
                .withSubject(key.request().sha256().hex()));
    }
}
