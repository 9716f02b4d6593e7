package pk.muhr.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

import pk.muhr.x509.Der;

/**
 * The public half of a witness's key, which checks its cosignatures: Ed25519 over a time and a checkpoint, type 0x04 (C2SP
 * tlog-cosignature).
 *
 * @param name in the notes: a URL without scheme, as a rule
 * @param key 32 octets (RFC 8032 §5.1.5)
 */
public record WitnessKey(String name, Der key) {

    private static final byte TYPE = 4;
    private static final int ID = 4;
    private static final int KEY = Ed25519PublicKeyParameters.KEY_SIZE;
    private static final int SIGNATURE = Long.BYTES + Ed25519PrivateKeyParameters.SIGNATURE_SIZE;

    public WitnessKey {
        if (!NoteName.isOne(name)) {
            throw new IllegalArgumentException("no name for a witness: '" + name + "'");
        }
        if (key.length() != KEY) {
            throw new IllegalArgumentException("an Ed25519 key has " + KEY + " octets, not " + key.length());
        }
    }

    /** The first octets of the SHA-256 of name, type and key. */
    public Der id() {
        return Der.of(Arrays.copyOf(MerkleTree.hash(joined((name + "\n").getBytes(StandardCharsets.UTF_8))), ID));
    }

    /** Name, key id and key in one word, as programs that read notes take it. */
    public String text() {
        return name + "+" + id().hex() + "+" + Base64.getEncoder().encodeToString(joined(new byte[0]));
    }

    private byte[] joined(byte[] before) {
        return ByteBuffer.allocate(before.length + 1 + KEY)
                .put(before)
                .put(TYPE)
                .put(key.bytes())
                .array();
    }

    /** Reads that word; nothing for what is none, or is written otherwise. */
    public static Optional<WitnessKey> of(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            WitnessKey read = new WitnessKey(parts[0], Der.of(Arrays.copyOfRange(typed, 1, typed.length)));
            return Optional.of(read).filter(same -> same.text().equals(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a witness signs: the time, in seconds, and all of the checkpoint's text. */
    public static byte[] message(String text, Instant at) {
        return ("cosignature/v1\ntime " + at.getEpochSecond() + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The line with a cosignature of this key.
     *
     * @param signature of the message, 64 octets
     */
    public NoteSignature line(Instant at, byte[] signature) {
        byte[] timed = ByteBuffer.allocate(SIGNATURE)
                .putLong(at.getEpochSecond())
                .put(signature)
                .array();
        return new NoteSignature(name, id(), Der.of(timed));
    }

    /** Whether the line is under this key's name and id; the signature in it may still be wrong. */
    public boolean isNamedBy(NoteSignature line) {
        return line.name().equals(name) && line.keyId().equals(id());
    }

    /** When this witness cosigned the text, if the line shows that it did. */
    public Optional<Instant> cosigned(String text, NoteSignature line) {
        if (!isNamedBy(line) || line.signature().length() != SIGNATURE) {
            return Optional.empty();
        }
        ByteBuffer timed = ByteBuffer.wrap(line.signature().bytes());
        byte[] signature = new byte[SIGNATURE - Long.BYTES];
        try {
            Instant at = Instant.ofEpochSecond(timed.getLong());
            timed.get(signature);
            byte[] message = message(text, at);
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(key.bytes()));
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature) ? Optional.of(at) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The line of the note that is this witness's cosignature, when there is one. */
    public Optional<NoteSignature> cosignature(SignedNote note) {
        return note.signatures().stream()
                .filter(line -> cosigned(note.text(), line).isPresent())
                .findFirst();
    }
}
