package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What `./muhr start` keeps, seen from outside. */
public record DataDirectory(Path path) {

    /** What {@code curl --cacert} takes. */
    Path httpsRoot() {
        return path.resolve("https-ca.pem");
    }

    /** SoftHSM2's own configuration. */
    Path softHsmConfiguration() {
        return path.resolve("softhsm/softhsm2.conf");
    }

    /** The file with the PIN of a token. */
    Path pin(String token) {
        return path.resolve("pins").resolve(token);
    }

    /** The running database server on this directory; what outlived a crash included. */
    Optional<ProcessHandle> postmaster() {
        Path data = path.resolve("postgres/data");
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains(data.toString()))
                            .isPresent());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A connection with the rights of the service. */
    Connection asApplication() {
        return connect("muhr_app", "muhr");
    }

    /** A connection that may do everything. */
    Connection asSuperuser(String database) {
        return connect("postgres", database);
    }

    /** The JDBC address of one of its databases. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + text("port") + "/" + database;
    }

    /** The password of a database role. */
    String password(String role) {
        return text(role + ".password");
    }

    private Connection connect(String role, String database) {
        try {
            return DriverManager.getConnection(url(database) + "?connectTimeout=5", role, password(role));
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to " + database + " of " + path, e);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(path.resolve("postgres").resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
