package pk.muhr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import pk.muhr.command.development.Addresses;
import pk.muhr.command.development.DatabaseAccess;
import pk.muhr.command.development.Development;
import pk.muhr.command.development.DevelopmentIdentity;
import pk.muhr.command.development.DevelopmentTokens;
import pk.muhr.command.development.EmbeddedPostgres;
import pk.muhr.command.development.Installation;
import pk.muhr.command.development.InstallationLock;
import pk.muhr.command.development.Ports;
import pk.muhr.command.development.Progress;
import pk.muhr.command.development.PublicUrl;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentAppointment;
import pk.muhr.identity.Person;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;

/**
 * What {@code ./muhr start} prepares, for {@code @QuarkusTest}: a real PostgreSQL with an empty database, SoftHSM2 tokens
 * whose slow keys are used again by the next run, TLS, and an identity provider. Put {@code @QuarkusTestResource
 * (TestInstallation.class)} on one test class; it then serves all of them.
 */
public final class TestInstallation implements QuarkusTestResourceLifecycleManager {

    private static final Path OF_THIS_MACHINE =
            Path.of(System.getProperty("muhr.test.directory", "target")).toAbsolutePath();
    private static final Path DIRECTORY = OF_THIS_MACHINE.resolve("installation");
    private static final Path SOFT_HSM = OF_THIS_MACHINE.resolve("softhsm");
    private static final PublicUrl PUBLIC_URL = PublicUrl.parse("http://pki.example.gov.pk:8080");

    /** Connections of the service's role that no test uses at the moment: each new one costs ten milliseconds. */
    private static final Deque<Connection> IDLE = new ConcurrentLinkedDeque<>();

    private InstallationLock lock;
    private Development development;

    /** Called by the test framework. */
    public TestInstallation() {}

    @Override
    public Map<String, String> start() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        lock = InstallationLock.take(DIRECTORY);
        Installation installation = Installation.openOrCreate(DIRECTORY, Optional.of(PUBLIC_URL), 8080, clock);
        DevelopmentTokens tokens = new DevelopmentTokens(
                SOFT_HSM, SOFT_HSM.resolve("pins"), Optional.ofNullable(System.getenv(DevelopmentTokens.VARIABLE)));
        development = new Development(installation, tokens, random, clock, Progress.silent());
        development.establish();
        empty(development.databaseOwner());
        forget(installation.checkpoints());
        return configuration(new Ports(random));
    }

    private Map<String, String> configuration(Ports ports) {
        Addresses addresses = new Addresses(ports.free(), ports.free(), ports.free());
        Map<String, String> keys = development.configuration(Path.of("").toAbsolutePath(), addresses);
        keys.put("muhr.lint.external.objecting.command", objectingLinter().toString());
        keys.put("muhr.validation.http-port", "" + ports.free());
        keys.remove("muhr.notices.directory"); // a test's own mail server, where it runs one
        keys.put("quarkus.mailer.host", "127.0.0.1");
        keys.put("quarkus.mailer.port", "" + ports.free());
        keys.put("quarkus.mailer.start-tls", "DISABLED");
        keys.put("muhr.console.provider.issuer", "http://localhost:" + ports.free());
        keys.put("muhr.notices.patience", "5s");
        keys.put("muhr.exports.patience", "10s");
        keys.put("quarkus.http.test-port", "" + addresses.http());
        keys.put("quarkus.http.test-ssl-port", "" + addresses.https());
        keys.put("quarkus.management.test-port", "" + addresses.management());
        return keys;
    }

    /** A program of others that finds an error in every certificate. */
    private static Path objectingLinter() {
        try {
            Path script = DIRECTORY.resolve("objecting-linter");
            Files.writeString(script, "#!/bin/sh\necho '{\"e_everything\": {\"result\": \"error\"}}'\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was kept outside the database that is emptied. */
    private static void forget(Path checkpoints) {
        try (Stream<Path> kept = Files.walk(checkpoints)) {
            for (Path path : kept.filter(each -> !each.equals(checkpoints))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(DatabaseAccess owner) {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
        } catch (SQLException e) {
            throw new IllegalStateException("the test database could not be emptied", e);
        }
    }

    /** What a test does with the database as the service sees it. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** On a connection that was used before, where there is one; after an error it is not used again. */
    private static <T> T connected(Work<T> work) throws SQLException {
        Connection connection = IDLE.poll();
        if (connection == null || !connection.isValid(5)) {
            connection = application().connect();
        }
        try {
            T done = work.on(connection);
            IDLE.push(connection);
            return done;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (development != null) {
            development.close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    /**
     * A bearer token for a person who holds this role, appointing them where they do not. The service must be up.
     *
     * @param body for a subscriber only
     */
    public static String token(Role role, Optional<BodyId> body, String name) {
        Person person = new Person(new PersonId(name), name);
        try {
            connected(connection -> {
                new DevelopmentAppointment().appoint(connection, person, role, body);
                return person;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("nobody was appointed", e);
        }
        return new DevelopmentIdentity(DIRECTORY.resolve("identity"), Clock.systemUTC())
                .token(name, List.of(role.label()));
    }

    /** Takes from a person whatever they are appointed to, as a security officer does at once. */
    public static void suspend(String person) throws SQLException {
        token(Role.SECURITY_OFFICER, "test-security-officer");
        execute("insert into appointment_suspension (appointment, suspended_by, suspended_as, reason)"
                + " select id, 'test-security-officer', 'security-officer', 'test' from appointment_held()"
                + " where person = '" + person + "'");
    }

    /** A bearer token for somebody whom nobody appointed to anything. */
    public static String stranger(String name) {
        return new DevelopmentIdentity(DIRECTORY.resolve("identity"), Clock.systemUTC()).token(name, List.of());
    }

    /** A bearer token for an officer or auditor. */
    public static String token(Role role, String name) {
        return token(role, Optional.empty(), name);
    }

    /** A bearer token for a subscriber who acts for a body. */
    public static String token(BodyId body, String name) {
        return token(Role.SUBSCRIBER, Optional.of(body), name);
    }

    /** The database as the service sees it. */
    public static DatabaseAccess application() {
        return EmbeddedPostgres.applicationAccess(DIRECTORY.resolve("postgres"));
    }

    /** A statement with the rights of the service, as another replica would make it. */
    public static void execute(String statement) throws SQLException {
        connected(connection -> {
            try (Statement attempt = connection.createStatement()) {
                return attempt.execute(statement);
            }
        });
    }

    /** One value from the store; empty where nothing is found. */
    public static String stored(String query) {
        try {
            return connected(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(query)) {
                    return row.next() ? row.getString(1) : "";
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database as whoever owns the schema sees it. */
    public static DatabaseAccess owner() {
        return EmbeddedPostgres.ownerAccess(DIRECTORY.resolve("postgres"));
    }

    /** The zones of the name server that the service asks. */
    public static Path dns() {
        return DIRECTORY.resolve("dns");
    }

    /** What is kept beside the database. */
    public static Path outside() {
        return DIRECTORY.resolve("checkpoints");
    }

    /** What a client trusts for the API's TLS. */
    public static Path httpsRoot() {
        return DIRECTORY.resolve("https-ca.pem");
    }
}
