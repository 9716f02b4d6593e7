package pk.muhr.identity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import pk.muhr.audit.Actor;

/**
 * Appoints the first two security officers of an installation over a bare connection, before there is anybody who could
 * propose and confirm them. The database counts too, so there is never a third one.
 */
public final class FirstSecurityOfficer {

    private static final Actor BY = Actor.system("installation");

    /** As the trigger appointment_is_by_two does, so that two of these wait for each other. */
    private static final String LOCK = "select pg_advisory_xact_lock(77340013)";

    private static final String COUNT = "select count(*) from appointment where role = 'security-officer'";

    /** Ready to appoint; holds nothing. */
    public FirstSecurityOfficer() {}

    /**
     * Makes the person known if new, and a security officer.
     *
     * @param connection with no transaction open; it stays open, in the commit mode it had
     * @throws IllegalStateException when there were two already
     * @throws SQLException when the database refuses; nothing was written then
     */
    public AppointmentOutcome appoint(Connection connection, Person person) throws SQLException {
        return new BareAppointment(connection, BY)
                .appoint(FirstSecurityOfficer::requireFirst, person, Role.SECURITY_OFFICER, Optional.empty());
    }

    private static void requireFirst(BareAppointment appointment) throws SQLException {
        appointment.rows(LOCK);
        long made = (Long) appointment.rows(COUNT).getFirst().getFirst();
        if (made >= 2) {
            throw new IllegalStateException("the installation had its first two security officers; officers appoint the"
                    + " next at /api/v1/appointments");
        }
    }
}
