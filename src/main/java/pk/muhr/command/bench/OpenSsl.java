package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import pk.muhr.command.development.Refused;

/** The openssl command line in a temporary directory of its own, which goes with this. */
final class OpenSsl implements AutoCloseable {

    private final Path directory;

    OpenSsl() {
        try {
            directory = Files.createTempDirectory("muhr-bench-openssl-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of this name, there or not. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * Runs one command to its end.
     *
     * @throws Refused with what openssl said when it fails
     */
    void run(String command) {
        try {
            if (start(command).waitFor() != 0) {
                throw new Refused("`openssl " + command + "` failed: " + Files.readString(file("said")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Starts one command.
     *
     * @throws Refused when there is no openssl
     */
    Process start(String command) {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(command.split(" ")));
        try {
            return new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(file("said").toFile())
                    .start();
        } catch (IOException e) {
            throw new Refused(
                    "openssl, which this bench compares with, could not be started: " + e.getMessage()
                            + ". Install it and run the bench again.",
                    e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
