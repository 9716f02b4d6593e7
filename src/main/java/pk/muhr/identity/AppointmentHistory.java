package pk.muhr.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.identity.AppointmentRecord.Step;
import pk.muhr.problem.StoreQuery;
import pk.muhr.problem.StoreRows;

/** Every appointment there was, and every proposal of one. */
@ApplicationScoped
public class AppointmentHistory {

    private static final String SELECT = "select h.* from appointment_history() h where true ";
    private static final String ONE = SELECT + "and h.id = ?";

    private final AgroalDataSource store;

    AppointmentHistory(AgroalDataSource store) {
        this.store = store;
    }

    /** The newest of those who act for the body, or shall; at most {@code count}. */
    public List<AppointmentRecord> of(BodyId body, int count) {
        return new StoreQuery(SELECT)
                .and("h.body = ?", body.value())
                .limited("h.proposed_at desc, h.id desc", count)
                .rows(store, AppointmentHistory::record);
    }

    /** The appointment or proposal of that id. */
    public Optional<AppointmentRecord> find(UUID id) {
        return StoreRows.read(store, ONE, List.of(id), AppointmentHistory::record).stream()
                .findFirst();
    }

    /**
     * The newest, at most {@code count}; what is absent does not narrow.
     *
     * @param after the last of the page before
     */
    public List<AppointmentRecord> newest(
            Optional<PersonId> person, Optional<Role> role, Optional<UUID> after, int count) {
        StoreQuery query = new StoreQuery(SELECT)
                .andSame("h.person", person.map(PersonId::value))
                .andSame("h.role", role.map(Role::label));
        after.ifPresent(last -> query.and(
                "(h.proposed_at, h.id) < (select l.proposed_at, l.id from appointment_history() l where l.id = ?)",
                last));
        return query.limited("h.proposed_at desc, h.id desc", count).rows(store, AppointmentHistory::record);
    }

    private static AppointmentRecord record(ResultSet row) throws SQLException {
        return new AppointmentRecord(
                new Appointment(
                        row.getObject("id", UUID.class),
                        new PersonId(row.getString("person")),
                        Role.ofLabel(row.getString("role")).orElseThrow(),
                        Optional.ofNullable(row.getString("body")).map(BodyId::new)),
                step(row, "proposed").orElseThrow(),
                step(row, "confirmed"),
                time(row, "appointed_at"),
                step(row, "suspended"),
                Optional.ofNullable(row.getString("reason")),
                step(row, "ended"));
    }

    private static Optional<Step> step(ResultSet row, String name) throws SQLException {
        String by = row.getString(name + "_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Step(by, time(row, name + "_at").orElseThrow()));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
