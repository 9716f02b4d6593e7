package pk.muhr.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.DevelopmentIdentity;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.Refused;
import pk.muhr.command.development.RunMode;
import pk.muhr.identity.AppointmentOutcome;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentAppointment;
import pk.muhr.identity.Person;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/**
 * {@code token}: appoints a person of the development data beside the running service, and prints a token that says who
 * they are. It boots nothing, so it answers at once.
 */
final class TokenCommand implements Command {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String FOREIGN_KEY = "23503";
    private static final String STARTING = "57P03";
    private static final String CONNECTION = "08";

    private final ProgramDirectory program;
    private final Clock clock;
    private final PrintStream out;

    TokenCommand(ProgramDirectory program, Clock clock, PrintStream out) {
        this.program = program;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "token",
                List.of(),
                List.of(
                        new Syntax.Option("role", "ROLE"),
                        new Syntax.Option("body", "BODY"),
                        new Syntax.Option("name", "NAME"),
                        new Syntax.Option("data", "DIR")));
    }

    @Override
    public void run(Arguments arguments) {
        RunMode.ofThisProcess().requireDevelopment("`token`");
        Role role = role(arguments);
        Optional<BodyId> body = body(arguments, role);
        Person person = person(arguments, role, body);
        Path data = arguments.path("data").orElse(program.defaultData());
        Installation installation = Installation.open(data);
        appoint(EmbeddedPostgres.applicationAccess(installation.postgres()), person, role, body);
        out.println(new DevelopmentIdentity(installation.identity(), clock)
                .token(person.id().value(), List.of(role.label())));
    }

    private Role role(Arguments arguments) {
        String known = Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", "));
        String label = arguments
                .option("role")
                .orElseThrow(() -> Refused.usage("--role is missing; roles are " + known + ". Usage: " + syntax()));
        return Role.ofLabel(label)
                .orElseThrow(() -> Refused.usage("--role " + label + " does not exist; roles are " + known + "."));
    }

    private static Optional<BodyId> body(Arguments arguments, Role role) {
        Optional<String> named = arguments.option("body");
        if (role.actsForBody() && named.isEmpty()) {
            throw Refused.usage("The role " + role.label() + " acts for a body: add --body, such as --body nitb.");
        }
        if (!role.actsForBody() && named.isPresent()) {
            throw Refused.usage("The role " + role.label() + " acts for no single body: leave out --body.");
        }
        try {
            return named.map(BodyId::new);
        } catch (IllegalArgumentException e) {
            throw Refused.usage("--body " + named.orElseThrow() + ": " + e.getMessage() + ".");
        }
    }

    /** Without a name it is the person whom the development data holds for this role. */
    private static Person person(Arguments arguments, Role role, Optional<BodyId> body) {
        String label = role.label() + body.map(id -> "-" + id).orElse("");
        String name = arguments.option("name").orElse("dev-" + label);
        try {
            return new Person(new PersonId(visible(name)), name);
        } catch (IllegalArgumentException e) {
            throw Refused.usage("--name " + name + ": " + e.getMessage() + ".");
        }
    }

    /** Different names stay different: what an identifier cannot hold is written as {@code %XX} (RFC 3986 §2.1). */
    private static String visible(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            text.append(octet > ' ' && octet < 0x7f && octet != '%' ? "" + (char) octet : "%%%02X".formatted(octet));
        }
        return text.toString();
    }

    private static void refuseUnlessAppointed(AppointmentOutcome outcome, Person person) {
        switch (outcome) {
            case AppointmentOutcome.Appointed _, AppointmentOutcome.AlreadyHeld _ -> {}
            case AppointmentOutcome.AuditorHoldsNothingElse(PersonId _, Set<Role> held) ->
                throw new Refused(person.id() + " already holds " + labels(held)
                        + ", and an auditor holds no other role. Name somebody else with --name.");
            case AppointmentOutcome.ActsForAnotherBody(PersonId _, BodyId other) ->
                throw new Refused(person.id() + " already acts for " + other
                        + ", and a subscriber acts for one body. Name somebody else with --name.");
        }
    }

    private static String labels(Set<Role> roles) {
        return roles.stream().map(Role::label).sorted().collect(Collectors.joining(", "));
    }

    private static void appoint(DatabaseAccess database, Person person, Role role, Optional<BodyId> body) {
        try (Connection connection = database.connect()) {
            AppointmentOutcome outcome = new DevelopmentAppointment().appoint(connection, person, role, body);
            refuseUnlessAppointed(outcome, person);
        } catch (IllegalStateException e) {
            throw new Refused("No token: " + e.getMessage() + ".", e);
        } catch (SQLException e) {
            throw new Refused(reason(e, body), e);
        }
    }

    private static String reason(SQLException failure, Optional<BodyId> body) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith(CONNECTION)) {
            return "The installation's PostgreSQL does not answer, so the service is not running. Start it with"
                    + " `./muhr start`, then ask for the token again.";
        }
        return switch (state) {
            case UNDEFINED_TABLE ->
                "The installation has no schema yet: wait until `./muhr start` prints its ready line.";
            case FOREIGN_KEY ->
                "There is no body " + body.map(BodyId::value).orElse("")
                        + " in the development data; it has nitb, ntc, textiles and punjab.";
            case STARTING -> "The installation's PostgreSQL is starting: ask again in a moment.";
            default ->
                "The database refused the appointment: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(state) + ".";
        };
    }
}
