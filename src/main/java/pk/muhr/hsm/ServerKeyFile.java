package pk.muhr.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;
import pk.muhr.x509.SubjectPublicKey;

/**
 * The key of a web server of our own that proves nothing but itself: P-256 as PKCS #8 PEM (RFC 5958), in a file that only
 * the program's user can read. Keys that sign for an authority are never made so.
 */
public final class ServerKeyFile {

    private ServerKeyFile() {}

    /** Where the key of this public key lies. */
    public static Path of(Path directory, SubjectPublicKey key) {
        return directory.resolve(key.fingerprint().hex() + ".key.pem");
    }

    /** A new key, written before this returns. */
    public static SubjectPublicKey generate(Path directory, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            SubjectPublicKey key = SubjectPublicKey.of(pair.getPublic());
            Files.createDirectories(directory);
            // a temporary file is its owner's alone from the first byte on
            Path file = Files.createTempFile(
                    directory,
                    ".",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file, new Pem("PRIVATE KEY", Der.of(pair.getPrivate().getEncoded())).text());
            Files.move(file, of(directory, key), StandardCopyOption.ATOMIC_MOVE);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the key of a test site cannot be written to " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
