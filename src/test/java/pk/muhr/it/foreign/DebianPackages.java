package pk.muhr.it.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import pk.muhr.it.Ran;

/**
 * Debian packages, fetched and unpacked beside the system instead of installed into it: no root, no service that starts,
 * nothing to remove. {@code apt-get} works as ever and verifies what it fetches, but keeps its lists and files here.
 */
final class DebianPackages {

    private static final Path SOURCES = Path.of("/etc/apt");
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Pattern ONE_LINE =
            Pattern.compile("(?m)^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+)\\s+([a-z]+)\\s.*\\bmain\\b");
    private static final Pattern STANZA_URI = Pattern.compile("(?mi)^URIs:\\s*(\\S+)");
    private static final Pattern STANZA_SUITE = Pattern.compile("(?mi)^Suites:\\s*([a-z]+)(?:\\s|$)");

    private final Path directory;

    /** Keeps everything in this directory. */
    DebianPackages(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** A package of the release that this machine runs, unpacked. */
    Path unpacked(String name) {
        return unpacked(name, "own", List.of());
    }

    /** A package of another release, from the place from which this machine has its own. */
    Path unpackedFrom(String suite, String name) {
        Path list = directory.resolve(suite + ".list");
        return unpacked(
                name,
                suite,
                List.of("-o", "Dir::Etc::sourcelist=" + list, "-o", "Dir::Etc::sourceparts=/dev/null"),
                () -> Files.writeString(
                        list, "deb [signed-by=" + KEYRING + "] " + archive() + " " + suite + " main\n"));
    }

    private interface Step {
        void run() throws IOException;
    }

    private Path unpacked(String name, String suite, List<String> options) {
        return unpacked(name, suite, options, () -> {});
    }

    private Path unpacked(String name, String suite, List<String> options, Step first) {
        Path done = directory.resolve(name);
        if (Files.isDirectory(done)) {
            return done;
        }
        try {
            Path state = Files.createDirectories(directory.resolve("apt-" + suite));
            Files.createDirectories(state.resolve("lists/partial"));
            Files.createDirectories(state.resolve("cache/archives/partial"));
            first.run();
            List<String> apt = new ArrayList<>(List.of(
                    "apt-get", "-q", "-o", "Dir::State=" + state, "-o", "Dir::Cache=" + state.resolve("cache")));
            apt.addAll(List.of("-o", "Acquire::Languages=none", "-o", "APT::Sandbox::User=root"));
            apt.addAll(options);
            run(state, with(apt, "update"));
            run(state, with(apt, "download", name));
            Path fresh = Files.createTempDirectory(directory, name);
            run(state, List.of("dpkg", "-x", fetched(state, name).toString(), fresh.toString()));
            Files.move(fresh, done, StandardCopyOption.ATOMIC_MOVE);
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " below " + directory, e);
        }
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private static void run(Path directory, List<String> command) {
        Ran ran = Ran.toItsEnd(new ProcessBuilder(command).directory(directory.toFile()));
        if (ran.status() != 0) {
            throw new AssertionError(
                    "`" + String.join(" ", command) + "` ended with status " + ran.status() + ":\n" + ran.said());
        }
    }

    private static Path fetched(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(Pattern.quote(name) + "_.*\\.deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get fetched no " + name));
        }
    }

    /** Where this machine's own release comes from. */
    private static String archive() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(SOURCES, 2)) {
            files = found.filter(file -> file.toString().matches(".*\\.(list|sources)"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String text = Files.readString(file).replaceAll("(?m)^\\s*#.*$", "");
            Optional<String> archive = file.toString().endsWith(".sources") ? ofStanzas(text) : ofLines(text);
            if (archive.isPresent()) {
                return archive.get();
            }
        }
        throw new AssertionError("no Debian archive stands in " + SOURCES);
    }

    private static Optional<String> ofLines(String text) {
        Matcher line = ONE_LINE.matcher(text);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static Optional<String> ofStanzas(String text) {
        return Stream.of(text.split("\\n\\s*\\n"))
                .filter(stanza -> STANZA_SUITE.matcher(stanza).find())
                .map(STANZA_URI::matcher)
                .filter(Matcher::find)
                .map(uri -> uri.group(1))
                .findFirst();
    }
}
