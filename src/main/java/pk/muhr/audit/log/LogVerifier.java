package pk.muhr.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import pk.muhr.x509.Der;
import pk.muhr.x509.SignatureAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/**
 * The public half of a log's key, which checks its notes: ECDSA with P-256 and SHA-256, type 0x02.
 *
 * @param name in the notes: the log's origin
 */
public record LogVerifier(String name, SubjectPublicKey key) {

    /** How the log signs. */
    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.SHA256_ECDSA;

    private static final byte TYPE = 2;
    private static final int ID = 4;

    public LogVerifier {
        if (!NoteName.isOne(name)) {
            throw new IllegalArgumentException("no name for the key of a log: '" + name + "'");
        }
    }

    /** The first octets of the SHA-256 of the SubjectPublicKeyInfo. */
    public Der id() {
        return Der.of(Arrays.copyOf(key.fingerprint().bytes(), ID));
    }

    /** Name, key id and key in one word, as programs that read notes take it. */
    public String text() {
        byte[] spki = key.spki().bytes();
        byte[] typed = new byte[spki.length + 1];
        typed[0] = TYPE;
        System.arraycopy(spki, 0, typed, 1, spki.length);
        return name + "+" + id().hex() + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /** Reads that word; nothing for what is none. */
    public static Optional<LogVerifier> of(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length < 2 || typed[0] != TYPE) {
                return Optional.empty();
            }
            LogVerifier read =
                    new LogVerifier(parts[0], SubjectPublicKey.of(Der.of(Arrays.copyOfRange(typed, 1, typed.length))));
            return Optional.of(read)
                    .filter(same -> HexFormat.of().formatHex(same.id().bytes()).equals(parts[1]));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The line with a signature of this key. */
    NoteSignature line(Der signature) {
        return new NoteSignature(name, id(), signature);
    }

    /** Whether this key signed the note. */
    public boolean signed(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(line -> line.name().equals(name)
                        && line.keyId().equals(id())
                        && verifies(note.text(), line.signature()));
    }

    /** Whether the note has a line under this key's name and id that it did not sign. */
    public boolean isMisnamedIn(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(line -> line.name().equals(name)
                        && line.keyId().equals(id())
                        && !verifies(note.text(), line.signature()));
    }

    /** The checkpoint of this log in the note, when this key signed it. */
    public Optional<Checkpoint> checkpoint(SignedNote note) {
        return Optional.of(note)
                .filter(this::signed)
                .flatMap(same -> Checkpoint.of(same.text()))
                .filter(checkpoint -> checkpoint.origin().equals(name));
    }

    boolean verifies(String text, Der signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM.jcaName());
            verifier.initVerify(key.jca());
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature.bytes());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
