package pk.muhr.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest as 64 lower-case hexadecimal digits (FIPS 180-4): fingerprints, identifiers, content hashes. */
public record Sha256(String hex) {

    private static final int DIGITS = 64;

    public Sha256 {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not a SHA-256 digest in lower-case hex: " + hex);
        }
    }

    /** Made for every record, so no pattern, and no branch on a digit: {@code outside} is negative once one is no digit. */
    private static boolean isHex(String text) {
        int outside = 0;
        for (int at = 0; at < text.length(); at++) {
            char digit = text.charAt(at);
            outside |= (digit - '0' | '9' - digit) & (digit - 'a' | 'f' - digit);
        }
        return outside >= 0 && text.length() == DIGITS;
    }

    /** The digest of the given bytes. */
    public static Sha256 of(byte[] content) {
        return of32(digest().digest(content));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Wraps 32 bytes that already are a digest. */
    public static Sha256 of32(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
