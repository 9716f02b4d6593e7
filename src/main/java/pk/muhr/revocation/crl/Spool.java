package pk.muhr.revocation.crl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import pk.muhr.x509.Content;
import pk.muhr.x509.EncodedEntries;

/** The entries of one list in a file, while the list is made: read from the database once, and as often from here as needed. */
final class Spool implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private long length;

    Spool(Path file) {
        this.file = file;
    }

    /** Puts the entries in. */
    void fill(Content entries) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            entries.writeTo(out);
        }
        length = Files.size(file);
    }

    /** What was put in. */
    EncodedEntries entries() {
        return new EncodedEntries(this::copyTo, length);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private void copyTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }
}
