package pk.muhr.validation.network;

import java.net.InetAddress;

/** Addresses that begin alike, written as {@code 192.0.2.0/24} (RFC 4632 §3.1, RFC 4291 §2.3). */
record AddressBlock(InetAddress start, int bits) {

    AddressBlock {
        if (bits < 0 || bits > start.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix of " + start + " has no " + bits + " bits");
        }
    }

    static AddressBlock of(String text) {
        int slash = text.indexOf('/');
        try {
            return new AddressBlock(
                    InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not ADDRESS/BITS, such as 192.0.2.0/24", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = start.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
