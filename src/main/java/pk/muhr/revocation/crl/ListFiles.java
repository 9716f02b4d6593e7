package pk.muhr.revocation.crl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.x509.Content;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/**
 * Lists as files, for as long as they are made and served. Nothing here is kept: every file can be made again from the
 * database, and each has a name of its own, so two processes may share a directory.
 */
@ApplicationScoped
class ListFiles {

    private static final int BUFFER = 1 << 16;
    private static final String UNFINISHED = ".tmp";
    private static final String WHOLE = ".crl";

    private final Optional<Path> configured;
    private Path directory;

    ListFiles(@ConfigProperty(name = "muhr.crl.directory") Optional<Path> configured) {
        this.configured = configured;
    }

    /** A whole file that nobody is given yet. */
    record Draft(Path file, Sha256 sha256) {}

    /** Where the entries of a list are put while it is made. */
    Spool spool() {
        return new Spool(temporary());
    }

    /** Writes a list. A crash leaves a file that nobody is given. */
    Draft write(Content list) {
        Path file = temporary();
        try (Sha256Output out = new Sha256Output(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            list.writeTo(out);
            out.flush();
            return new Draft(file, out.sha256());
        } catch (IOException | RuntimeException e) {
            discard(file);
            throw e instanceof RuntimeException thrown ? thrown : new UncheckedIOException((IOException) e);
        }
    }

    /** Gives a whole file a name by which it can be served. */
    Path keep(Draft draft) {
        try {
            String name = draft.file().getFileName().toString();
            Path kept = draft.file().resolveSibling(name.replace(UNFINISHED, WHOLE));
            return Files.move(draft.file(), kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file; who is reading it reads on. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory of our own goes with us. */
    void end(@Observes ShutdownEvent event) throws IOException {
        if (configured.isEmpty() && directory != null) {
            empty(directory);
            Files.deleteIfExists(directory);
        }
    }

    private Path temporary() {
        try {
            return Files.createTempFile(directory(), "list-", UNFINISHED);
        } catch (IOException e) {
            throw new UncheckedIOException("no file for a CRL can be made in " + directory, e);
        }
    }

    private synchronized Path directory() throws IOException {
        if (directory == null) {
            directory = configured.isEmpty()
                    ? Files.createTempDirectory("muhr-crl-")
                    : Files.createDirectories(configured.get());
        }
        return directory;
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
