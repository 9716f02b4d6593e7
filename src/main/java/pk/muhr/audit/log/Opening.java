package pk.muhr.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import pk.muhr.x509.Der;

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

    public Opening {
        if (salt.length() != SALT) {
            throw new IllegalArgumentException("a salt has " + SALT + " octets, not " + salt.length());
        }
    }

    /**
     * What makes the salts of a record's fields: the first half of HMAC-SHA-256 of each name, so that the salt of one field
     * says nothing about another's, and all go with the one secret.
     *
     * @param secret of the record, 32 octets
     */
    static Mac salts(byte[] secret) {
        try {
            Mac salts = Mac.getInstance(HMAC);
            salts.init(new SecretKeySpec(secret, HMAC));
            return salts;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** The opening of a field of the record whose salts these are. */
    static Opening of(Mac salts, String name, String json) {
        byte[] salt = Arrays.copyOf(salts.doFinal(name.getBytes(StandardCharsets.UTF_8)), SALT);
        return new Opening(name, Der.of(salt), json);
    }

    /** What the leaf has of it: SHA-256 over the salt, the name, a zero octet and the value, in UTF-8; in Base64. */
    public String commitment() {
        byte[] named = name.getBytes(StandardCharsets.UTF_8);
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(salt.bytes(), SALT + named.length + 1 + value.length);
        System.arraycopy(named, 0, all, SALT, named.length);
        System.arraycopy(value, 0, all, SALT + named.length + 1, value.length);
        return Base64.getEncoder().encodeToString(MerkleTree.hash(all));
    }
}
