package pk.muhr.hsm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name by which a token is found: 1 to 32 bytes of UTF-8 without outer blanks (PKCS #11 CK_TOKEN_INFO.label). */
public record TokenLabel(String value) {

    static final int LENGTH = 32;

    public TokenLabel {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LENGTH || !value.strip().equals(value)) {
            throw new IllegalArgumentException(
                    "a token label has 1 to 32 bytes and no blank at its ends: '" + value + "'");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a token label has no control character: '" + value.strip() + "'");
        }
    }

    /** The label as PKCS #11 stores it: 32 bytes, filled with blanks. */
    byte[] padded() {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[LENGTH];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return padded;
    }

    @Override
    public String toString() {
        return value;
    }
}
