package pk.muhr.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.problem.Unavailable;
import pk.muhr.x509.NaturalIdentifier;

/**
 * Hides a person's number, and who a person is, behind a keyed hash, HMAC-SHA-256 in 64 hexadecimal digits: the same for
 * the same person, so that certificates of one person are known to belong together, and telling nothing to whoever has no key. The key must
 * never change in the life of an installation; it comes from a file and is never logged.
 */
@ApplicationScoped
public class IdentifierSecret {

    private static final int SHORTEST = 32;

    /** No person's identifier, so it tells nothing of anybody's. */
    private static final String CHECKED = "muhr identifier key check";

    private static final Set<PosixFilePermission> OPEN = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Optional<Path> file;

    IdentifierSecret(@ConfigProperty(name = "muhr.identifiers.key-file") Optional<Path> file) {
        this.file = file;
    }

    /** The installation has no key for this, so nobody's number can be hidden. */
    static final class Missing extends IllegalStateException implements Unavailable {
        private static final long serialVersionUID = 1L;

        Missing(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** By what the key is known again without telling it; empty when none is configured. */
    Optional<String> check() {
        return file.map(_ -> hash(CHECKED));
    }

    /**
     * The keyed hash.
     *
     * @throws Unavailable (as a marker) when there is no key
     */
    public String opaque(NaturalIdentifier identifier) {
        return hash(identifier.semantics());
    }

    /**
     * The keyed hash of anything else that says who somebody is; no identifier has more than one line.
     *
     * @throws Unavailable (as a marker) when there is no key
     */
    String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private byte[] key() {
        Path path = file.orElseThrow(() -> new Missing("muhr.identifiers.key-file is not configured", null));
        try {
            if (Files.getPosixFilePermissions(path).stream().anyMatch(OPEN::contains)) {
                throw new Missing(
                        "the file of muhr.identifiers.key-file is open to others than its owner and group; run chmod 600"
                                + " on it",
                        null);
            }
            byte[] key = Files.readString(path).strip().getBytes(StandardCharsets.UTF_8);
            if (key.length < SHORTEST) {
                throw new Missing("the key in muhr.identifiers.key-file is shorter than 32 characters", null);
            }
            return key;
        } catch (IOException e) {
            throw new Missing("the file of muhr.identifiers.key-file cannot be read", e);
        }
    }
}
