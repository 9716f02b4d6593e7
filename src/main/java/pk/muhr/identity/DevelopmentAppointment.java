package pk.muhr.identity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import pk.muhr.audit.Actor;

/**
 * Appoints a person of the development data over a bare connection, beside a running service: what {@code ./muhr token}
 * does before it prints a token. Refuses any installation that is not one for development.
 */
public final class DevelopmentAppointment {

    private static final Actor BY = Actor.system("development-identity");
    private static final String KIND = "select kind from installation";

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
        return new BareAppointment(connection, BY)
                .appoint(DevelopmentAppointment::requireDevelopment, person, role, body);
    }

    private static void requireDevelopment(BareAppointment appointment) throws SQLException {
        if (!appointment.rows(KIND).equals(List.of(List.of("development")))) {
            throw new IllegalStateException("only a development installation has development identities");
        }
    }
}
