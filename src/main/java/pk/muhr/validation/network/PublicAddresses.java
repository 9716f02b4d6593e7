package pk.muhr.validation.network;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those that are reachable for the whole Internet, by the registries of special
 * addresses (RFC 6890, RFC 8190). Of IPv6 that is the one block given out so far, without what in it stands for something
 * else; so no form of an IPv4 address in IPv6 (mapped, compatible, translated, 6to4, Teredo) gets by.
 */
final class PublicAddresses {

    private static final List<AddressBlock> SPECIAL = Stream.of(
                    "0.0.0.0/8", // this network: RFC 791 §3.2
                    "10.0.0.0/8", // private: RFC 1918
                    "100.64.0.0/10", // shared by carriers: RFC 6598
                    "127.0.0.0/8", // loopback: RFC 1122 §3.2.1.3
                    "169.254.0.0/16", // link-local: RFC 3927
                    "172.16.0.0/12", // private: RFC 1918
                    "192.0.0.0/24", // protocol assignments: RFC 6890
                    "192.0.2.0/24", // documentation: RFC 5737
                    "192.88.99.0/24", // 6to4 relays: RFC 7526
                    "192.168.0.0/16", // private: RFC 1918
                    "198.18.0.0/15", // benchmarks: RFC 2544
                    "198.51.100.0/24", // documentation: RFC 5737
                    "203.0.113.0/24", // documentation: RFC 5737
                    "224.0.0.0/4", // multicast: RFC 5771
                    "240.0.0.0/4", // reserved, and the broadcast: RFC 1112 §4
                    "2001::/23", // protocol assignments, Teredo, benchmarks, ORCHID: RFC 2928
                    "2001:db8::/32", // documentation: RFC 3849
                    "2002::/16", // 6to4: RFC 3056
                    "3fff::/20") // documentation: RFC 9637
            .map(AddressBlock::of)
            .toList();

    /** RFC 4291 §2.4: what is given out as global unicast. */
    private static final List<AddressBlock> GLOBAL =
            Stream.of("0.0.0.0/0", "2000::/3").map(AddressBlock::of).toList();

    private final List<AddressBlock> allowed;

    /** @param allowed blocks that may be connected to besides, for tests and development */
    PublicAddresses(List<AddressBlock> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean contains(InetAddress address) {
        return isIn(allowed, address) || isIn(GLOBAL, address) && !isIn(SPECIAL, address);
    }

    private static boolean isIn(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
