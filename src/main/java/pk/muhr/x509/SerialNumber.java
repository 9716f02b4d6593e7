package pk.muhr.x509;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** A certificate serial number: positive, unpredictable, at most 20 octets (RFC 5280 §4.1.2.2, BR §7.1). */
public record SerialNumber(BigInteger value) {

    private static final int BITS = 159;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,40}");

    public SerialNumber {
        if (value.signum() <= 0 || value.bitLength() > BITS) {
            throw new IllegalArgumentException("serial must be positive and fit 20 octets: " + value.toString(16));
        }
    }

    /** 159 bits from the given generator, never zero: well above the 64 bits that BR §7.1 asks. */
    public static SerialNumber random(SecureRandom random) {
        BigInteger value;
        do {
            value = new BigInteger(BITS, random);
        } while (value.bitLength() < BITS - 31);
        return new SerialNumber(value);
    }

    /** Reads the hexadecimal form of {@link #hex()}. */
    public static SerialNumber ofHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a serial number in hex: " + hex);
        }
        return new SerialNumber(new BigInteger(hex, 16));
    }

    /** Lower-case hexadecimal, two digits an octet, as {@code openssl x509 -serial} shows it. */
    public String hex() {
        String digits = value.toString(16);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    @Override
    public String toString() {
        return hex();
    }
}
