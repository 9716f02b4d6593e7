package pk.muhr.safety;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.policy.Refusal;
import pk.muhr.safety.clock.WatchedClock;

/**
 * The switch that stops certificates on every replica (invariant I14). One officer stops, two of different roles resume;
 * the rules of its table have the last word, on each intent too, so a replica that has not looked yet signs nothing.
 */
@ApplicationScoped
public class StopSwitch {

    private static final String WORDS =
            "select kind, reason, decided_by, role, decided_at from issuance_stop order by seq desc limit ?";
    private static final String STOPPED_AT = "select decided_at from issuance_stop where kind = 'stopped'"
            + " and seq > coalesce((select max(seq) from issuance_stop where kind = 'resumed'), 0) order by seq limit 1";
    private static final String INSERT =
            "insert into issuance_stop (kind, reason, decided_by, role) values (?, ?, ?, ?)";
    private static final String NOT_STOPPED = "MU030";
    private static final String LACKS_OFFICERS = "MU031";

    /** How long what was read counts; the table itself refuses at once. */
    private static final long FRESH_NANOS = 1_000_000_000;

    private final AgroalDataSource store;
    private final AuditRecords audit;
    private final Hold hold;
    private final WatchedClock clock;
    private volatile Look last = new Look(Optional.empty(), System.nanoTime() - 2 * FRESH_NANOS);

    private record Look(Optional<Refusal> refusal, long nanos) {}

    @Inject
    StopSwitch(AgroalDataSource store, AuditRecords audit, Hold hold, WatchedClock clock) {
        this.store = store;
        this.audit = audit;
        this.hold = hold;
        this.clock = clock;
    }

    /** What the newest word says. */
    public enum Kind {
        STOPPED("stopped", "ISSUANCE_STOPPED"),
        RESUMPTION_PROPOSED("resumption-proposed", "ISSUANCE_RESUMPTION_PROPOSED"),
        RESUMED("resumed", "ISSUANCE_RESUMED");

        private final String label;
        private final String event;

        Kind(String label, String event) {
            this.label = label;
            this.event = event;
        }

        /** As in the table and the API. */
        public String label() {
            return label;
        }

        private static Kind ofLabel(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no word of the stop switch: " + label);
        }
    }

    /**
     * The newest word about issuance.
     *
     * @param by whose it was
     * @param role the office they used
     */
    public record Word(Kind kind, String reason, String by, String role, Instant at) {}

    /** The table refused a word; nothing was written. */
    public static final class WordRefused extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        private final boolean lacksOfficers;

        private WordRefused(boolean lacksOfficers, Throwable cause) {
            super("the stop switch does not move", cause);
            this.lacksOfficers = lacksOfficers;
        }

        /** Whether it was for the officers; else issuance was not stopped at all. */
        public boolean lacksOfficers() {
            return lacksOfficers;
        }
    }

    /**
     * Says a word, with its audit record. Saying {@link Kind#STOPPED} again takes a proposal to resume back.
     *
     * @throws WordRefused when it may not follow the one before, or not from this officer
     */
    @Transactional
    public Word say(Kind kind, String reason, String by, String role) {
        try (Connection connection = store.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, kind.label);
            insert.setString(2, reason);
            insert.setString(3, by);
            insert.setString(4, role);
            insert.executeUpdate();
        } catch (SQLException e) {
            boolean lacksOfficers = LACKS_OFFICERS.equals(e.getSQLState());
            throw lacksOfficers || NOT_STOPPED.equals(e.getSQLState()) ? new WordRefused(lacksOfficers, e) : failed(e);
        }
        audit.append(AuditEvent.success(kind.event, new Actor(by, Optional.of(role)), Map.of("reason", reason)));
        return newest().orElseThrow();
    }

    /** The newest word, if any was ever said. */
    public Optional<Word> newest() {
        return newest(1).stream().findFirst();
    }

    /** What was said, the newest first; at most {@code count}. */
    public List<Word> newest(int count) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(WORDS)) {
            query.setInt(1, count);
            List<Word> words = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    words.add(new Word(
                            Kind.ofLabel(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
            return words;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Why nothing is issued, if issuance is stopped, known within a second on every replica, or this process is held or
     * its clock jumped.
     */
    public Optional<Refusal> refusal() {
        Optional<Refusal> here = hold.refusal().or(clock::refusal);
        if (here.isPresent()) {
            return here;
        }
        Look look = last;
        return System.nanoTime() - look.nanos() > FRESH_NANOS ? refusalNow() : look.refusal();
    }

    /** Why officers stopped issuance, from the table: after a word was said, or when it refused what seemed allowed. */
    public Optional<Refusal> refusalNow() {
        long now = System.nanoTime();
        Look look = new Look(stoppedAt().map(Refusal.IssuanceStopped::new), now);
        synchronized (this) {
            if (look.nanos() - last.nanos() > 0) { // an older look replaces no newer one
                last = look;
            }
        }
        return look.refusal();
    }

    private Optional<Instant> stoppedAt() {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(STOPPED_AT);
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant())
                    : Optional.empty();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the stop switch cannot be asked", e);
    }
}
