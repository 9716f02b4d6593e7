package pk.muhr.revocation.crl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.x509.Content;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/**
 * Lists as files, for as long as they are made and served. Nothing here is kept: every file can be made again from the
 * database. Each process has a directory of its own, below the configured one or the system's for temporary files.
 */
@ApplicationScoped
class ListFiles {

    private static final int BUFFER = 1 << 16;
    private static final String UNFINISHED = ".tmp";
    private static final String WHOLE = ".crl";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final Optional<Path> configured;
    private OwnDirectory directory;

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

    /** They go with the process; those of a killed one when the next begins. */
    void end(@Observes ShutdownEvent event) throws IOException {
        if (directory != null) {
            directory.close();
        }
    }

    private Path temporary() {
        try {
            return Files.createTempFile(directory().path(), "list-", UNFINISHED);
        } catch (IOException e) {
            throw new UncheckedIOException("no file for a CRL can be made; see muhr.crl.directory", e);
        }
    }

    private synchronized OwnDirectory directory() throws IOException {
        if (directory == null) {
            directory = configured.isPresent()
                    ? OwnDirectory.below(Files.createDirectories(configured.get()))
                    : belowTemporary();
        }
        return directory;
    }

    /** Everybody may write among temporary files, and this name is known: whose it is must be the same as ours. */
    private static OwnDirectory belowTemporary() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "muhr-crl-" + System.getProperty("user.name"));
        if (Files.notExists(shared, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(shared, PosixFilePermissions.asFileAttribute(OWNER));
        }
        OwnDirectory own = OwnDirectory.below(shared);
        if (!Files.getOwner(shared, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own.path()))) {
            own.close();
            throw new IOException(shared + " belongs to somebody else");
        }
        return own;
    }
}
