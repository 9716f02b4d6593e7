package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jboss.logging.Logger;

/**
 * A real, durable PostgreSQL as a child of a development installation. Its data survives a restart and a
 * {@code kill -9} of it or of us; one that outlived us is taken over, and one that dies while we run is started again on
 * the same port, as a supervisor would in production.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final Duration BETWEEN_RESTARTS = Duration.ofMillis(500);
    private static final int PORT_TRIES = 5;

    private final Path home;
    private final Path data;
    private final SecureRandom random;
    private final Progress progress;
    private final Lock changing = new ReentrantLock();
    private Postmaster postmaster;
    private Postmaster.Running running;
    private boolean closed;

    /** Nothing happens before {@link #start()}; {@code home} gets software, data, log, port and passwords. */
    public EmbeddedPostgres(Path home, SecureRandom random, Progress progress) {
        this.home = home.toAbsolutePath().normalize();
        this.data = this.home.resolve("data");
        this.random = random;
        this.progress = progress;
    }

    /**
     * Access for a role to the development database of a data directory, whether or not the server runs.
     *
     * @throws Refused when no database was made there yet
     */
    public static DatabaseAccess applicationAccess(Path home) {
        return access(home, PostgresRoles.APPLICATION);
    }

    /** Access for the owner of the schema, for benches that fill a store as nobody else may. */
    public static DatabaseAccess ownerAccess(Path home) {
        return access(home, PostgresRoles.OWNER);
    }

    private static DatabaseAccess access(Path home, String role) {
        try {
            String database = role.equals(PostgresRoles.SUPERUSER) ? "postgres" : PostgresRoles.DATABASE;
            String port = Files.readString(home.resolve("port")).strip();
            String url = "jdbc:postgresql://127.0.0.1:" + Integer.parseInt(port) + "/" + database;
            return new DatabaseAccess(url, role, secret(home, role).read());
        } catch (IOException | NumberFormatException e) {
            throw new Refused(
                    "There is no database under " + home + " yet. Start the service once with `./muhr start`.", e);
        }
    }

    private static SecretFile secret(Path home, String role) {
        return new SecretFile(home.resolve(role + ".password"));
    }

    /**
     * Makes the database where there is none, starts the server or takes over the one that runs, and watches it.
     *
     * @throws Refused in production, or with the reason why it does not start
     */
    public void start() {
        RunMode.ofThisProcess().requireDevelopment("The embedded PostgreSQL");
        changing.lock();
        try {
            if (closed) {
                throw new Refused("PostgreSQL is not started, because the program is on its way out.");
            }
            prepare();
            running = adopt().orElseGet(this::launch);
            establishRoles();
            watch(running);
        } finally {
            changing.unlock();
        }
    }

    /** The role that owns the database and migrates its schema. */
    public DatabaseAccess owner() {
        return access(home, PostgresRoles.OWNER);
    }

    /** The role the service works with. */
    public DatabaseAccess application() {
        return access(home, PostgresRoles.APPLICATION);
    }

    /** The server's process, for tests that end it. */
    ProcessHandle process() {
        changing.lock();
        try {
            return running.process();
        } finally {
            changing.unlock();
        }
    }

    /** Stops the server; every committed row is on disk long before. */
    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            if (running != null) {
                postmaster.stop(running.process());
            }
        } finally {
            changing.unlock();
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new Refused("The directory " + home + " could not be made: " + e.getMessage() + ".", e);
        }
        PostgresAccount account = PostgresAccount.choose(data);
        account.openWay(home.getParent(), home);
        PostgresBinaries binaries = PostgresBinaries.find(home, data, account);
        postmaster = new Postmaster(data, home.resolve("server.log"), binaries, account);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            progress.step("making the PostgreSQL " + binaries.major() + " database");
            postmaster.initialise(secret(home, PostgresRoles.SUPERUSER).readOrCreate(random));
        }
    }

    /** Only a real sign-in with our own password proves that a process is ours; one that refuses is ended. */
    private Optional<Postmaster.Running> adopt() {
        Optional<Postmaster.Running> found = postmaster.running();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        writePort(found.get().port());
        if (servesOurData()) {
            progress.step("taking over the PostgreSQL that still runs on port "
                    + found.get().port());
            return found;
        }
        postmaster.stop(found.get().process());
        return Optional.empty();
    }

    private boolean servesOurData() {
        try (Connection connection = access(home, PostgresRoles.SUPERUSER).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            return row.next() && Path.of(row.getString(1)).equals(data);
        } catch (SQLException e) {
            LOG.debug("the running PostgreSQL does not take our connection", e);
            return false;
        }
    }

    private Postmaster.Running launch() {
        progress.step("starting PostgreSQL");
        int port = keptPort().filter(Ports::isFree).orElseGet(() -> new Ports(random).free());
        for (int i = 1; ; i++) {
            try {
                writePort(port);
                return postmaster.launch(port);
            } catch (Refused e) {
                if (i == PORT_TRIES || Ports.isFree(port)) { // the port was not the reason
                    throw e;
                }
                port = new Ports(random).free();
            }
        }
    }

    private Optional<Integer> keptPort() {
        try {
            return Optional.of(
                    Integer.valueOf(Files.readString(home.resolve("port")).strip()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void writePort(int port) {
        try {
            Files.writeString(home.resolve("port"), port + "\n");
        } catch (IOException e) {
            throw new Refused("The port could not be written to " + home + ": " + e.getMessage() + ".", e);
        }
    }

    private void establishRoles() {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String role : List.of(
                PostgresRoles.OWNER, PostgresRoles.APPLICATION, PostgresRoles.STATUS, PostgresRoles.TIMESTAMP)) {
            passwords.put(role, secret(home, role).readOrCreate(random));
        }
        try (Connection superuser = access(home, PostgresRoles.SUPERUSER).connect()) {
            new PostgresRoles(superuser).establish(passwords);
        } catch (SQLException e) {
            throw new Refused(
                    "The roles of the database under " + home + " could not be made: " + e.getMessage()
                            + ". Its log is " + home.resolve("server.log") + ".",
                    e);
        }
    }

    private void watch(Postmaster.Running watched) {
        watched.process()
                .onExit()
                .thenRunAsync(this::restart, Thread.ofVirtual().name("postgres-supervisor")::start);
    }

    /** The service's connections come back by themselves, as long as the port stays. */
    private void restart() {
        for (int attempt = 1; ; attempt++) {
            changing.lock();
            try {
                if (closed) {
                    return;
                }
                LOG.warnf("PostgreSQL ended unexpectedly; starting it again (attempt %d)", attempt);
                running = postmaster.launch(running.port());
                LOG.warnf("PostgreSQL runs again on port %d", running.port());
                watch(running);
                return;
            } catch (Refused e) {
                // orphans of the dead server may still hold its memory
                LOG.warn(e.getMessage().lines().findFirst().orElse(""));
            } finally {
                changing.unlock();
            }
            Postmaster.pause(BETWEEN_RESTARTS);
        }
    }
}
