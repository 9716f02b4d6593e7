package pk.muhr.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.ConnectionAuditRecords;

/**
 * Appoints over a bare connection, for commands that run beside the service: one transaction, with its records.
 *
 * @param connection with no transaction open; it stays open, in the commit mode it had
 */
record BareAppointment(Connection connection, Actor by) {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 1))";
    private static final String KNOWN = "select 1 from person where id = ?";
    private static final String PERSON = "insert into person (id, display_name) values (?, ?)";
    private static final String HELD = "select a.id, a.role, a.body from appointment_held() a where a.person = ?";
    private static final String APPOINT =
            "insert into appointment (id, person, role, body, appointed_by) values (?, ?, ?, ?, ?)";

    /** What must hold before anybody is appointed. */
    interface Condition {
        void require(BareAppointment appointment) throws SQLException;
    }

    /**
     * Makes the person known if new, appoints them unless they hold the role already, records both, and commits.
     *
     * @throws SQLException when the database refuses; nothing was written then
     */
    AppointmentOutcome appoint(Condition condition, Person person, Role role, Optional<BodyId> body)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            condition.require(this);
            AppointmentOutcome outcome = appointed(person, role, body);
            connection.commit();
            return outcome;
        } finally {
            connection.rollback(); // does nothing after the commit
            connection.setAutoCommit(autoCommit);
        }
    }

    private AppointmentOutcome appointed(Person person, Role role, Optional<BodyId> body) throws SQLException {
        rows(LOCK, person.id().value());
        if (rows(KNOWN, person.id().value()).isEmpty()) {
            insert(PERSON, person.id().value(), person.displayName());
            new ConnectionAuditRecords(connection)
                    .append(AuditEvent.success("PERSON_REGISTERED", by, Map.of("name", person.displayName()))
                            .withSubject(person.id().value()));
        }
        Appointment wanted = new Appointment(UUID.randomUUID(), person.id(), role, body);
        Optional<AppointmentOutcome> objection = Separation.objection(held(person.id()), wanted);
        return objection.isPresent() ? objection.get() : made(wanted);
    }

    private AppointmentOutcome made(Appointment appointment) throws SQLException {
        insert(
                APPOINT,
                appointment.id(),
                appointment.person().value(),
                appointment.role().label(),
                appointment.body().map(BodyId::value).orElse(null),
                by.id());
        new ConnectionAuditRecords(connection).append(Appointments.event("PERSON_APPOINTED", appointment, by));
        return new AppointmentOutcome.Appointed(appointment);
    }

    private List<Appointment> held(PersonId person) throws SQLException {
        List<Appointment> held = new ArrayList<>();
        for (List<Object> row : rows(HELD, person.value())) {
            held.add(new Appointment(
                    (UUID) row.get(0),
                    person,
                    Role.ofLabel((String) row.get(1)).orElseThrow(),
                    Optional.ofNullable((String) row.get(2)).map(BodyId::new)));
        }
        return held;
    }

    List<List<Object>> rows(String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, values);
            List<List<Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getObject(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private void insert(String statement, Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement)) {
            bind(insert, values);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            statement.setObject(at + 1, values[at]);
        }
    }
}
