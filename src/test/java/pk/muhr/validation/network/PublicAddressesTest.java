package pk.muhr.validation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    private static final PublicAddresses INTERNET = new PublicAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void leavesOutWhatIsNotPublic(String address) {
        assertThat(INTERNET.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "198.17.255.255",
                "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2a00:1450::1", "2606:4700::1"
            })
    void takesWhatIsPublic(String address) {
        assertThat(INTERNET.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(bytes = {127, 1})
    void takesNoIpv4AddressInIpv6(byte first) throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, first, 0, 0, 1};
        byte[] compatible = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, first, 0, 0, 1};
        PublicAddresses loopback = new PublicAddresses(List.of(AddressBlock.of("127.0.0.0/8")));
        for (byte[] octets : List.of(mapped, compatible)) {
            InetAddress address = Inet6Address.getByAddress(null, octets, -1);
            assertThat(INTERNET.contains(address)).isFalse();
            assertThat(loopback.contains(address)).isFalse();
        }
    }

    @Test
    void takesWhatIsAllowedBesides() {
        PublicAddresses some = new PublicAddresses(List.of(AddressBlock.of("127.0.0.0/31")));
        assertThat(some.contains(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(some.contains(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
        assertThat(some.contains(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/33", "localhost/8", "127.0.0.0/x", "::/129", ""})
    void takesNoOtherSpellingOfABlock(String text) {
        assertThatThrownBy(() -> AddressBlock.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
