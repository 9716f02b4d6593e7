package pk.muhr.policy;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits, written as {@code 10.0.0.0/8} or {@code 2001:db8::/32} (RFC 4632, RFC 4291).
 *
 * @param length how many bits
 */
public record NetworkPrefix(InetAddress address, int length) {

    /** @throws IllegalArgumentException with a sentence, when it is none; no name is looked up */
    public static NetworkPrefix of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(text + " is no address with the length of its prefix");
        }
        return new NetworkPrefix(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    public NetworkPrefix {
        int bits = address.getAddress().length * Byte.SIZE;
        if (length > bits) {
            throw new IllegalArgumentException(
                    address.getHostAddress() + " has " + bits + " bits, and no prefix of " + length);
        }
        if (number(address).getLowestSetBit() >= 0 && number(address).getLowestSetBit() < bits - length) {
            throw new IllegalArgumentException(address.getHostAddress() + "/" + length
                    + " has bits behind its prefix, so one of the two is wrong");
        }
    }

    /** Whether an address begins so. */
    public boolean contains(InetAddress other) {
        int own = address.getAddress().length;
        int rest = own * Byte.SIZE - length;
        return other.getAddress().length == own
                && number(address).shiftRight(rest).equals(number(other).shiftRight(rest));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
