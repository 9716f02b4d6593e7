package pk.muhr.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/**
 * A value of a record and the salt that its leaf commits to it with; whoever has both can prove the value, and whoever
 * has not the salt cannot try values out.
 *
 * @param name of the field
 * @param salt 16 octets
 * @param json the value as it was committed to, JSON without spaces, names of members in order
 */
public record Opening(String name, Der salt, String json) {

    private static final String HMAC = "HmacSHA256";
    private static final int SALT = 16;

    /**
     * The opening of a field whose salt is kept in its record's secret: the first half of HMAC-SHA-256 of the field's
     * name, so that the salt of one field says nothing about another's, and all go with the one secret.
     *
     * @param secret 32 octets
     */
    static Opening of(byte[] secret, String name, String json) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            byte[] salt = Arrays.copyOf(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), SALT);
            return new Opening(name, Der.of(salt), json);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** SHA-256 over the salt, the name, a zero octet and the value, in UTF-8. */
    Sha256 commitment() {
        byte[] named = name.getBytes(StandardCharsets.UTF_8);
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(salt.bytes(), SALT + named.length + 1 + value.length);
        System.arraycopy(named, 0, all, SALT, named.length);
        System.arraycopy(value, 0, all, SALT + named.length + 1, value.length);
        return Sha256.of(all);
    }
}
