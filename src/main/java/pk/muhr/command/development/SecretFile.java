package pk.muhr.command.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A file that only its owner can read: a password, a PIN, a private key of the development installation. It appears
 * whole or not at all, so a crash while it is written leaves either the old content or none.
 */
final class SecretFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int RANDOM_BYTES = 24;

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    /** The secret, 32 characters of {@code A-Za-z0-9_-} (192 random bits) when it is made now. */
    String readOrCreate(SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            write(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return read();
    }

    /** The secret without the final line break. */
    String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refused("The secret file " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Replaces the content; the directory is created where it is missing. */
    void write(String content) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, OWNER_ONLY);
            String text = content.endsWith("\n") ? content : content + "\n";
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
