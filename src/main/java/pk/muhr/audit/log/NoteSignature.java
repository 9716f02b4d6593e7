package pk.muhr.audit.log;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import pk.muhr.x509.Der;

/**
 * A signature line of a note.
 *
 * @param name whose key it is: no spaces, no plus sign
 * @param keyId four octets, which hint at the key
 * @param signature as its type has it
 */
public record NoteSignature(String name, Der keyId, Der signature) {

    private static final String DASH = "— ";
    private static final int ID = 4;

    /** The line, without its end. */
    public String line() {
        byte[] all = Arrays.copyOf(keyId.bytes(), ID + signature.length());
        System.arraycopy(signature.bytes(), 0, all, ID, signature.length());
        return DASH + name + " " + Base64.getEncoder().encodeToString(all);
    }

    static Optional<NoteSignature> of(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            return Optional.empty();
        }
        String name = line.substring(DASH.length(), space);
        try {
            byte[] all = Base64.getDecoder().decode(line.substring(space + 1));
            return NoteName.isOne(name) && all.length > ID
                    ? Optional.of(new NoteSignature(
                            name, Der.of(Arrays.copyOf(all, ID)), Der.of(Arrays.copyOfRange(all, ID, all.length))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
