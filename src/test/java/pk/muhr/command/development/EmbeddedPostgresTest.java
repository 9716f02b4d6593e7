package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server, ended in every way we can think of. */
class EmbeddedPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int NOBODY = 65_534;

    /** Made once: unpacking and initdb take seconds. */
    private final Path home = Path.of("target", "test-postgres").toAbsolutePath();

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws SQLException {
        postgres = at(home);
        postgres.start();
        execute(postgres.owner(), "drop table if exists kept");
        execute(postgres.owner(), "create table kept (id int)");
        execute(postgres.owner(), "insert into kept values (1), (2)");
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void comesBackOnTheSamePortWithAllRowsWhenItIsKilled() throws SQLException {
        long killed = postgres.process().pid();
        String url = postgres.owner().url();
        postgres.process().destroyForcibly();
        await(() -> postgres.process().pid() != killed && count(postgres.owner()) == 2);
        assertThat(postgres.owner().url()).isEqualTo(url);
    }

    @Test
    void comesBackWhenItIsKilledAgain() throws SQLException {
        for (int i = 0; i < 3; i++) {
            long killed = postgres.process().pid();
            postgres.process().destroyForcibly();
            await(() -> postgres.process().pid() != killed && count(postgres.owner()) == 2);
        }
    }

    /** A program that starts the database and waits to be killed. */
    static final class Doomed {

        private Doomed() {}

        public static void main(String... arguments) throws Exception {
            EmbeddedPostgres postgres = at(Path.of(arguments[0]));
            postgres.start();
            System.out.println(postgres.process().pid());
            Thread.sleep(PATIENCE);
        }
    }

    @Test
    void isTakenOverWhenItOutlivedTheProgramThatStartedIt() throws Exception {
        postgres.close();
        Process doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long pid = Long.parseLong(doomed.inputReader().readLine());
        doomed.destroyForcibly().waitFor();
        try (EmbeddedPostgres next = at(home)) {
            next.start();
            assertThat(next.process().pid()).isEqualTo(pid);
            assertThat(count(next.owner())).isEqualTo(2);
        }
        assertThat(processes(home)).isEmpty();
    }

    @Test
    void keepsItsRowsOverARestart() throws SQLException {
        postgres.close();
        try (EmbeddedPostgres next = at(home)) {
            next.start();
            assertThat(count(next.owner())).isEqualTo(2);
        }
    }

    @Test
    void leavesNoProcessBehind() {
        assertThat(processes(home)).isNotEmpty();
        postgres.close();
        assertThat(processes(home)).isEmpty();
    }

    @Test
    void startsWhenTheProcessNumberOfItsLastLifeBelongsToSomethingElse() throws IOException, SQLException {
        Path pidFile = home.resolve("data").resolve("postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        postgres.close();
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        try (EmbeddedPostgres next = at(home)) {
            next.start();
            assertThat(count(next.owner())).isEqualTo(2);
        }
    }

    @Test
    void takesAnotherPortWhenSomethingElseListensOnItsOwn() throws IOException, SQLException {
        postgres.close();
        int port = Integer.parseInt(Files.readString(home.resolve("port")).strip());
        try (var other = new java.net.ServerSocket(port, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
                EmbeddedPostgres next = at(home)) {
            next.start();
            assertThat(next.owner().url()).doesNotContain(":" + other.getLocalPort() + "/");
            assertThat(count(next.owner())).isEqualTo(2);
        }
    }

    @Test
    void isDurableAndAsksForPasswords() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("data_checksums")).isEqualTo("on");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        DatabaseAccess wrong =
                new DatabaseAccess(postgres.owner().url(), postgres.owner().role(), "wrong");
        assertThatThrownBy(wrong::connect).isInstanceOf(SQLException.class).hasMessageContaining("password");
    }

    @Test
    void givesTheApplicationNothingUntilTheSchemaGrantsIt() {
        assertThatThrownBy(() -> count(postgres.application()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(postgres.application(), "create table t (id int)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void keepsPasswordsInFilesOfTheirOwnerAndOutOfCommandLines() throws IOException {
        for (String role : List.of("postgres", "muhr_owner", "muhr_app")) {
            Path file = home.resolve(role + ".password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String password = Files.readString(file).strip();
            assertThat(Files.readString(home.resolve("server.log"))).doesNotContain(password);
            assertThat(ProcessHandle.allProcesses()
                            .map(process -> process.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains(password));
        }
    }

    @Test
    void givesRootsRightsUpWhereTheKernelHasNoUserNamespaces(@TempDir Path directory) throws Exception {
        assumeTrue(isRoot(), "only root can become somebody else");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path elsewhere =
                Files.createDirectories(directory.resolve("installation").resolve("postgres"));
        Path data = Files.createDirectory(elsewhere.resolve("data"));
        Files.setAttribute(data, "unix:uid", NOBODY); // data that another user's PostgreSQL owns decides for setpriv
        try (EmbeddedPostgres other = at(elsewhere)) {
            other.start();
            execute(other.owner(), "create table kept (id int)");
            assertThat(count(other.owner())).isZero();
            assertThat(Files.getAttribute(Path.of("/proc", "" + other.process().pid()), "unix:uid"))
                    .isEqualTo(NOBODY);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static EmbeddedPostgres at(Path home) {
        return new EmbeddedPostgres(home, new SecureRandom(), Progress.silent());
    }

    private String setting(String name) throws SQLException {
        return query(postgres.owner(), "show " + name);
    }

    private static int count(DatabaseAccess access) throws SQLException {
        return Integer.parseInt(query(access, "select count(*) from kept"));
    }

    private static String query(DatabaseAccess access, String query) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(DatabaseAccess access, String command) throws SQLException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static List<ProcessHandle> processes(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(home.resolve("data").toString()))
                .toList();
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(Condition condition) {
        for (long i = 0; i < PATIENCE.dividedBy(PAUSE); i++) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (SQLException _) {
                // not there yet
            }
            Postmaster.pause(PAUSE);
        }
        throw new AssertionError("nothing happened in " + PATIENCE);
    }
}
