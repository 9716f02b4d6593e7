package pk.muhr.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.BodyRecord.Agreement;
import pk.muhr.identity.BodyRecord.Event;
import pk.muhr.problem.StoreQuery;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** Finds bodies in the register. Whose they are is part of the question to the database (invariant I6). */
@ApplicationScoped
public class BodySearch {

    private static final String SELECT = """
            select b.*, e.state, e.note, e.recorded_at, g.agreement_version, g.agreement_sha256, g.recorded_by as accepted_by,
                   g.recorded_at as accepted_at
            from body b
            cross join lateral (
                select state, note, recorded_at from body_event where body = b.id order by seq desc limit 1) e
            left join lateral (
                select agreement_version, agreement_sha256, recorded_by, recorded_at from body_event
                where body = b.id and agreement_version is not null order by seq desc limit 1) g on true
            where true
            """;
    private static final String MATCHING = """
            (b.id = lower(?) or position(lower(?) in lower(b.legal_name)) > 0 or position(? in b.legal_name_urdu) > 0
             or b.organization_identifier = upper(?) or upper(?) = any(b.identifiers))
            """;
    private static final String HISTORY = """
            select e.state, e.note, e.recorded_by, e.role, e.recorded_at from body_event e where e.body = ? order by e.seq
            """;

    private static final String AGREEMENT = """
            select agreement_version, agreement_sha256, recorded_by as accepted_by, recorded_at as accepted_at from body_event
            where body = ? and agreement_version is not null and recorded_at <= ? order by seq desc limit 1
            """;

    private final AgroalDataSource store;

    BodySearch(AgroalDataSource store) {
        this.store = store;
    }

    /**
     * The body of that identifier.
     *
     * @param scope the one body that the caller may see; every one where it is empty
     */
    public Optional<BodyRecord> find(BodyId id, Optional<BodyId> scope) {
        return new StoreQuery(SELECT)
                        .and("b.id = ?", id.value())
                        .andSame("b.id", scope.map(BodyId::value))
                        .rows(store, BodySearch::record)
                        .stream()
                        .findFirst();
    }

    /**
     * Those that match, by identifier, at most {@code count}; what is absent does not narrow.
     *
     * @param q an identifier, a part of a legal name, or a number in a register
     * @param after the last of the page before
     */
    public List<BodyRecord> find(
            Optional<String> q, Optional<String> state, Optional<BodyId> scope, Optional<BodyId> after, int count) {
        StoreQuery query =
                new StoreQuery(SELECT).andSame("b.id", scope.map(BodyId::value)).andSame("e.state", state);
        q.ifPresent(term -> query.and(MATCHING, term, term, term, term, term));
        after.ifPresent(last -> query.and("b.id > ?", last.value()));
        return query.limited("b.id", count).rows(store, BodySearch::record);
    }

    /** Every step of the body, the first one first. */
    public List<Event> history(BodyId id) {
        return StoreRows.read(
                store,
                HISTORY,
                List.of(id.value()),
                row -> new Event(
                        BodyState.of(row.getString("state"), optional(row, "note")),
                        row.getString("recorded_by"),
                        optional(row, "role"),
                        optional(row, "note"),
                        time(row, "recorded_at")));
    }

    /** The subscriber agreement that the body had accepted by then, if it had one. */
    public Optional<Agreement> agreement(BodyId id, Instant at) {
        return StoreRows.read(store, AGREEMENT, List.of(id.value(), at.atOffset(ZoneOffset.UTC)), BodySearch::agreement)
                .stream()
                .findFirst();
    }

    private static Agreement agreement(ResultSet row) throws SQLException {
        return new Agreement(
                row.getString("agreement_version"),
                new Sha256(row.getString("agreement_sha256")),
                row.getString("accepted_by"),
                time(row, "accepted_at"));
    }

    private static BodyRecord record(ResultSet row) throws SQLException {
        return new BodyRecord(
                Bodies.body(row),
                optional(row, "legal_name_urdu"),
                optional(row, "kind").map(BodyKind::of),
                List.of((String[]) row.getArray("identifiers").getArray()),
                optional(row, "evidence_sha256").map(Sha256::new),
                time(row, "recorded_at"),
                optional(row, "agreement_version").isEmpty() ? Optional.empty() : Optional.of(agreement(row)));
    }

    private static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
