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
 * Appoints a person of the development data over a bare connection, beside a running service: what {@code ./muhr token}
 * does before it prints a token. Refuses any installation that is not one for development.
 */
public final class DevelopmentAppointment {

    private static final Actor BY = Actor.system("development-identity");
    private static final String KIND = "select kind from installation";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 1))";
    private static final String KNOWN = "select 1 from person where id = ?";
    private static final String PERSON = "insert into person (id, display_name) values (?, ?)";
    private static final String HELD = "select a.id, a.role, a.body from appointment a where a.person = ?"
            + " and not exists (select 1 from appointment_end e where e.appointment = a.id)";
    private static final String APPOINT =
            "insert into appointment (id, person, role, body, appointed_by) values (?, ?, ?, ?, ?)";

    /** Ready to appoint; holds nothing. */
    public DevelopmentAppointment() {}

    /**
     * Makes the person known if new, appoints them unless they hold the role already, records both, and commits.
     *
     * @param connection with no transaction open; it stays open, in the commit mode it had
     * @throws IllegalStateException when this is not a development installation
     * @throws SQLException when the database refuses; nothing was written then
     */
    public AppointmentOutcome appoint(Connection connection, Person person, Role role, Optional<BodyId> body)
            throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            AppointmentOutcome outcome = appointed(connection, person, role, body);
            connection.commit();
            return outcome;
        } finally {
            connection.rollback(); // does nothing after the commit
            connection.setAutoCommit(autoCommit);
        }
    }

    private AppointmentOutcome appointed(Connection connection, Person person, Role role, Optional<BodyId> body)
            throws SQLException {
        requireDevelopment(connection);
        rows(connection, LOCK, person.id().value());
        if (rows(connection, KNOWN, person.id().value()).isEmpty()) {
            insert(connection, PERSON, person.id().value(), person.displayName());
            new ConnectionAuditRecords(connection)
                    .append(AuditEvent.success("PERSON_REGISTERED", BY, Map.of("name", person.displayName()))
                            .withSubject(person.id().value()));
        }
        Appointment wanted = new Appointment(UUID.randomUUID(), person.id(), role, body);
        Optional<AppointmentOutcome> objection = Separation.objection(held(connection, person.id()), wanted);
        return objection.isPresent() ? objection.get() : made(connection, wanted);
    }

    private static void requireDevelopment(Connection connection) throws SQLException {
        List<List<Object>> kind = rows(connection, KIND);
        if (!kind.equals(List.of(List.of("development")))) {
            throw new IllegalStateException("only a development installation has development identities");
        }
    }

    private static AppointmentOutcome made(Connection connection, Appointment appointment) throws SQLException {
        insert(
                connection,
                APPOINT,
                appointment.id(),
                appointment.person().value(),
                appointment.role().label(),
                appointment.body().map(BodyId::value).orElse(null),
                BY.id());
        new ConnectionAuditRecords(connection).append(Appointments.event("PERSON_APPOINTED", appointment, BY));
        return new AppointmentOutcome.Appointed(appointment);
    }

    private static List<Appointment> held(Connection connection, PersonId person) throws SQLException {
        List<Appointment> held = new ArrayList<>();
        for (List<Object> row : rows(connection, HELD, person.value())) {
            held.add(new Appointment(
                    (UUID) row.get(0),
                    person,
                    Role.ofLabel((String) row.get(1)).orElseThrow(),
                    Optional.ofNullable((String) row.get(2)).map(BodyId::new)));
        }
        return held;
    }

    private static List<List<Object>> rows(Connection connection, String query, Object... values) throws SQLException {
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

    private static void insert(Connection connection, String statement, Object... values) throws SQLException {
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
