package pk.muhr.validation;

import java.security.SecureRandom;
import java.util.Base64;

/** A Random Value (BR §1.6.1): what comes back from the place that is to be proved; 192 bits where 112 must be. */
public final class RandomValue {

    private static final int OCTETS = 24;

    private RandomValue() {}

    /** A fresh one, in the letters of base64url. */
    public static String fresh(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
