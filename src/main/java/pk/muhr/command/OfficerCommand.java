package pk.muhr.command;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import pk.muhr.command.development.Refused;
import pk.muhr.identity.AppointmentOutcome.ActsForAnotherBody;
import pk.muhr.identity.AppointmentOutcome.AlreadyHeld;
import pk.muhr.identity.AppointmentOutcome.Appointed;
import pk.muhr.identity.AppointmentOutcome.AuditorHoldsNothingElse;
import pk.muhr.identity.FirstSecurityOfficer;
import pk.muhr.identity.Person;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.LegibleText;

/**
 * {@code officer}: appoints the first two security officers of an installation, one by one, as a step of the ceremony
 * that founds it. They appoint everybody else, each confirming what the other proposes.
 */
final class OfficerCommand implements Command {

    private final PrintStream out;

    OfficerCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "officer",
                List.of("appoint-first"),
                Stream.concat(
                                Stream.of(new Syntax.Option("person", "SUBJECT"), new Syntax.Option("name", "NAME")),
                                DatabaseOptions.OPTIONS.stream())
                        .toList());
    }

    @Override
    public void run(Arguments arguments) {
        if (!arguments.words().equals(List.of("appoint-first"))) {
            throw Refused.usage("`officer` appoints the first two security officers. Usage: " + syntax());
        }
        Person person = person(arguments);
        try (Connection connection = DatabaseOptions.access(arguments, syntax()).connect()) {
            switch (new FirstSecurityOfficer().appoint(connection, person)) {
                case Appointed _ -> out.println(person.id() + " is a security officer");
                case AlreadyHeld _ -> out.println(person.id() + " was a security officer already");
                case AuditorHoldsNothingElse _, ActsForAnotherBody _ ->
                    throw new Refused(person.id() + " holds another role that excludes it. Name somebody else.");
            }
        } catch (IllegalStateException e) {
            throw new Refused("Nobody was appointed: " + e.getMessage() + ".", e);
        } catch (SQLException e) {
            throw new Refused("Nobody was appointed; the database says: " + e.getMessage() + ".", e);
        }
    }

    private Person person(Arguments arguments) {
        try {
            return new Person(
                    new PersonId(required(arguments, "person")), new LegibleText(required(arguments, "name")).value());
        } catch (IllegalArgumentException e) {
            throw Refused.usage("--person or --name: " + e.getMessage() + ".");
        }
    }

    private String required(Arguments arguments, String name) {
        return arguments.option(name).orElseThrow(() -> Refused.usage("--" + name + " is missing. Usage: " + syntax()));
    }
}
