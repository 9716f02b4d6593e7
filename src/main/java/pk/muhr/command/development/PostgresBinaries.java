package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programs of one PostgreSQL version: {@code initdb}, {@code postgres} and {@code pg_ctl}.
 *
 * @param directory where the programs lie
 * @param major the version before the dot, which data directories are bound to
 */
record PostgresBinaries(Path directory, int major) {

    private static final int OLDEST = 15;
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    /** Where distributions put them; the last part may be a pattern. */
    private static final List<String> PLACES = List.of(
            "/usr/lib/postgresql/*/bin",
            "/usr/pgsql-*/bin",
            "/usr/libexec/postgresql*",
            "/usr/local/pgsql/bin",
            "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin");

    /**
     * Our own copy, unpacked under {@code home} from the class path, or the system's where ours does not run.
     *
     * @param data decides the version when it holds a database already
     * @throws Refused when neither is to be had
     */
    static PostgresBinaries find(Path home, Path data, PostgresAccount account) {
        OptionalInt wanted = versionOf(data);
        return Stream.concat(
                        PostgresArchive.unpackedUnder(home).flatMap(bin -> at(bin, account)).stream(),
                        system().flatMap(bin -> at(bin, account).stream())
                                .filter(found -> found.major >= OLDEST)
                                .sorted(Comparator.comparingInt(PostgresBinaries::major)
                                        .reversed()))
                .filter(found -> wanted.isEmpty() || wanted.getAsInt() == found.major)
                .findFirst()
                .orElseThrow(() ->
                        new Refused("No PostgreSQL " + (wanted.isPresent() ? wanted.getAsInt() : OLDEST + " or newer")
                                + " runs on this machine: the programs that come with Muhr do not start here, and none is"
                                + " installed. Install your system's server package (postgresql on Debian and Alpine,"
                                + " postgresql-server on Fedora)."));
    }

    String program(String name) {
        return directory.resolve(name).toString();
    }

    private static OptionalInt versionOf(Path data) {
        Path file = data.resolve("PG_VERSION");
        try {
            return Files.exists(file)
                    ? OptionalInt.of(Integer.parseInt(Files.readString(file).strip()))
                    : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Stream<Path> system() {
        Stream<Path> places = PLACES.stream().flatMap(PostgresBinaries::matches);
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(places, Stream.of(path.split(":")).map(Path::of));
    }

    private static Stream<Path> matches(String place) {
        int star = place.indexOf('*');
        if (star < 0) {
            return Stream.of(Path.of(place));
        }
        Path parent = Path.of(place.substring(0, place.lastIndexOf('/', star)));
        int end = place.indexOf('/', star);
        String name = place.substring(parent.toString().length() + 1, end < 0 ? place.length() : end);
        try (var found = Files.newDirectoryStream(parent, name)) {
            return Stream.of(java.util.stream.StreamSupport.stream(found.spliterator(), false)
                            .toArray(Path[]::new))
                    .map(directory -> end < 0 ? directory : directory.resolve(place.substring(end + 1)));
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static Optional<PostgresBinaries> at(Path bin, PostgresAccount account) {
        if (!Stream.of("initdb", "postgres", "pg_ctl").map(bin::resolve).allMatch(Files::isExecutable)) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(
                            account.command(bin.resolve("postgres").toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes()));
            return process.waitFor() == 0 && version.find()
                    ? Optional.of(new PostgresBinaries(bin, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
