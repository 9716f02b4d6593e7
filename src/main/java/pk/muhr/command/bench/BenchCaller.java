package pk.muhr.command.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import pk.muhr.command.development.DevelopmentIdentity;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Refused;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentAppointment;
import pk.muhr.identity.Person;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/** Who the benches are to the service: a subscriber of the body {@code nitb}. */
final class BenchCaller {

    private static final Person BENCH = new Person(new PersonId("bench"), "Benchmark");
    private static final BodyId BODY = new BodyId("nitb");

    private BenchCaller() {}

    /** A token of that person, who is appointed if that was not done yet. */
    static String token(Installation installation, Clock clock) {
        return token(installation, clock, BENCH, Role.SUBSCRIBER, Optional.of(BODY));
    }

    /** A token of an officer of that role. */
    static String token(Installation installation, Clock clock, Role role) {
        String name = "bench-" + role.label();
        return token(installation, clock, new Person(new PersonId(name), name), role, Optional.empty());
    }

    private static String token(
            Installation installation, Clock clock, Person person, Role role, Optional<BodyId> body) {
        try (Connection connection =
                EmbeddedPostgres.applicationAccess(installation.postgres()).connect()) {
            new DevelopmentAppointment().appoint(connection, person, role, body);
        } catch (SQLException e) {
            throw new Refused("The bench's " + role.label() + " could not be appointed: " + e.getMessage() + ".", e);
        }
        return new DevelopmentIdentity(installation.identity(), clock)
                .token(person.id().value(), List.of(role.label()));
    }
}
