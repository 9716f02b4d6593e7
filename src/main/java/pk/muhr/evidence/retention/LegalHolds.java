package pk.muhr.evidence.retention;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.evidence.retention.LegalHold.Release;
import pk.muhr.evidence.retention.LegalHold.Scope;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Reason;
import pk.muhr.identity.Role;
import pk.muhr.problem.StoreFailed;
import pk.muhr.problem.StoreRows;

/** What keeps records beyond their time. One security officer places a hold, since that destroys nothing; two release it. */
@ApplicationScoped
class LegalHolds {

    private static final String HOLDS = "select * from legal_hold %s order by placed_at desc";

    private static final String RELEASES = """
            select r.*, not r.complete and r.released_at > clock_timestamp() - interval '7 days'
                   and holds_role(r.released_by, r.role) as counts
            from legal_hold_release r where r.hold = ? order by r.seq
            """;

    private static final String PLACE =
            "insert into legal_hold (id, reason, from_at, to_at, authority, body, placed_by,"
                    + " role) values (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String RELEASE =
            "insert into legal_hold_release (hold, reason, released_by, role) values (?, ?, ?, ?)";

    private static final String NO_SUCH_BODY = "23503";

    private final AgroalDataSource store;
    private final AuditRecords audit;

    LegalHolds(AgroalDataSource store, AuditRecords audit) {
        this.store = store;
        this.audit = audit;
    }

    /** All of them, the newest first. */
    List<LegalHold> all(Caller caller) {
        RetentionOfficers.requireReader(caller);
        return read(Optional.empty());
    }

    /** From its commit on no record that it covers is destroyed. */
    @Transactional
    public LegalHold place(Reason reason, Scope scope, Caller caller) {
        caller.require(Role.SECURITY_OFFICER);
        if (scope.from().isPresent()
                && scope.to().isPresent()
                && !scope.from().get().isBefore(scope.to().get())) {
            throw RetentionRefusal.HOLD_EMPTY.about(scope.to().get());
        }
        UUID id = UUID.randomUUID();
        try {
            StoreRows.insert(store, PLACE, List.of(scope), (insert, row) -> {
                insert.setObject(1, id);
                insert.setString(2, reason.text());
                set(insert, 3, row.from());
                set(insert, 4, row.to());
                insert.setString(5, row.authority().orElse(null));
                insert.setString(6, row.body().orElse(null));
                insert.setString(7, caller.person().value());
                insert.setString(8, Role.SECURITY_OFFICER.label());
            });
        } catch (SQLException e) {
            throw NO_SUCH_BODY.equals(e.getSQLState())
                    ? RetentionRefusal.BODY_UNKNOWN.about(scope.body().orElse(""))
                    : new StoreFailed(e);
        }
        record("LEGAL_HOLD_PLACED", Role.SECURITY_OFFICER, id, reason, scope, caller);
        return find(id);
    }

    /** Says that it may end; with the second officer, of another role and within a week, it has ended. */
    @Transactional
    public LegalHold release(UUID id, Reason reason, Caller caller) {
        LegalHold hold = find(id);
        if (hold.isReleased()) {
            throw RetentionRefusal.HOLD_RELEASED.about(id);
        }
        Role role = RetentionOfficers.role(
                caller, hold.releases().stream().filter(Release::counts).toList());
        try {
            StoreRows.insert(store, RELEASE, List.of(reason), (insert, why) -> {
                insert.setObject(1, id);
                insert.setString(2, why.text());
                insert.setString(3, caller.person().value());
                insert.setString(4, role.label());
            });
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
        LegalHold now = find(id);
        record(
                now.isReleased() ? "LEGAL_HOLD_RELEASED" : "LEGAL_HOLD_RELEASE_PROPOSED",
                role,
                id,
                reason,
                now.scope(),
                caller);
        return now;
    }

    private void record(String event, Role role, UUID id, Reason reason, Scope scope, Caller caller) {
        Map<String, Object> details = new TreeMap<>(Map.of("reason", reason.text()));
        scope.from().ifPresent(from -> details.put("from", from));
        scope.to().ifPresent(to -> details.put("to", to));
        scope.body().ifPresent(body -> details.put("body", body));
        AuditEvent happened =
                AuditEvent.success(event, caller.actorAs(role), details).withSubject(id.toString());
        audit.append(scope.authority().map(happened::withAuthority).orElse(happened));
    }

    private LegalHold find(UUID id) {
        return read(Optional.of(id)).stream().findFirst().orElseThrow(() -> RetentionRefusal.HOLD_UNKNOWN.about(id));
    }

    private List<LegalHold> read(Optional<UUID> id) {
        return id.map(one -> StoreRows.read(store, HOLDS.formatted("where id = ?"), List.of(one), this::hold))
                .orElseGet(() -> StoreRows.read(store, HOLDS.formatted(""), List.of(), this::hold));
    }

    private LegalHold hold(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new LegalHold(
                id,
                row.getString("reason"),
                new Scope(
                        time(row, "from_at"),
                        time(row, "to_at"),
                        Optional.ofNullable(row.getString("authority")),
                        Optional.ofNullable(row.getString("body"))),
                new PersonId(row.getString("placed_by")),
                time(row, "placed_at").orElseThrow(),
                StoreRows.read(store, RELEASES, List.of(id), LegalHolds::release));
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                new PersonId(row.getString("released_by")),
                Role.ofLabel(row.getString("role")).orElseThrow(),
                time(row, "released_at").orElseThrow(),
                row.getString("reason"),
                row.getBoolean("counts"),
                row.getBoolean("complete"));
    }

    private static void set(PreparedStatement insert, int at, Optional<Instant> time) throws SQLException {
        insert.setObject(
                at, time.map(given -> given.atOffset(ZoneOffset.UTC)).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
