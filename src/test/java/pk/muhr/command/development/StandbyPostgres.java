package pk.muhr.command.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A hot standby of a development database: copied while that serves, then following it by streaming replication. */
public final class StandbyPostgres implements AutoCloseable {

    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "pg_replslot");

    private final Postmaster postmaster;
    private final Postmaster.Running running;
    private final Thread lastResort;

    private StandbyPostgres(Postmaster postmaster, Postmaster.Running running) {
        this.postmaster = postmaster;
        this.running = running;
        this.lastResort = new Thread(running.process()::destroyForcibly, "it-standby-cleanup");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts one.
     *
     * @param primary directory {@code postgres/} of a data directory whose database runs
     * @param home where the copy goes, {@code postgres/} of a place of the test's own; nothing may be there
     * @param superuser to the primary
     */
    public static StandbyPostgres of(Path primary, Path home, Connection superuser) throws SQLException, IOException {
        Path data = home.resolve("data");
        Files.createDirectories(home);
        PostgresAccount account = PostgresAccount.choose(primary.resolve("data"));
        try (Statement statement = superuser.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copy(primary.resolve("data"), data, account);
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                write(data.resolve("backup_label"), row.getString(1), account);
            }
        }
        account.openWay(home.getParent(), home);
        write(data.resolve("standby.signal"), "", account);
        String port = Files.readString(primary.resolve("port")).strip();
        String password = new SecretFile(primary.resolve(PostgresRoles.SUPERUSER + ".password")).read();
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + PostgresRoles.SUPERUSER + " password="
                        + password + "'\nwal_retrieve_retry_interval = 200ms\n",
                StandardOpenOption.APPEND);
        Postmaster postmaster = new Postmaster(
                data,
                home.resolve("server.log"),
                PostgresBinaries.find(primary, primary.resolve("data"), account),
                account);
        return new StandbyPostgres(postmaster, postmaster.launch(new Ports(new SecureRandom()).free()));
    }

    /** The JDBC address of the database that the service uses. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + running.port() + "/" + PostgresRoles.DATABASE;
    }

    @Override
    public void close() {
        postmaster.stop(running.process());
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private static void write(Path file, String content, PostgresAccount account) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        account.give(file);
    }

    /** Files may come and go while the primary serves; the log replays what the copy missed. */
    private static void copy(Path from, Path to, PostgresAccount account) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path target = to.resolve(from.relativize(directory).toString());
                Files.createDirectory(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                account.give(target);
                return NOT_COPIED.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    Path target = to.resolve(from.relativize(file).toString());
                    try {
                        Files.copy(file, target);
                        account.give(target);
                    } catch (NoSuchFileException e) {
                        Files.deleteIfExists(target);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw new UncheckedIOException(failure);
            }
        });
    }
}
