package pk.muhr.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks as policies name them. */
class NetworkPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8,    ::a00:1,          false",
        "10.0.0.0/8,    10.255.255.255,   true",
        "10.0.0.0/8,    11.0.0.0,         false",
        "0.0.0.0/0,     192.0.2.1,        true",
        "192.0.2.1/32,  192.0.2.1,        true",
        "192.0.2.1/32,  192.0.2.0,        false"
    })
    void readsPrefixesByTheirBits(String network, String address, boolean expected) {
        assertThat(NetworkPrefix.of(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "2001:db8::/129",
                "2001:db8::1/64",
                "300.0.0.0/8",
                "localhost/8",
                "1::2::3/64",
                "10.0.0.0/8/8"
            })
    void refusesWhatIsNone(String network) {
        assertThatThrownBy(() -> NetworkPrefix.of(network)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "999.0.0.0/8", "10.1.0.0/8", "1::2::3/64"})
    void isFoundWhenThePolicyIsChecked(String network) {
        assertThatThrownBy(() -> PolicyBundle.of(files(network))).hasMessageContaining("time-stamps.yaml");
    }

    @Test
    void isTakenWhenItIsOne() {
        assertThat(PolicyBundle.of(files("10.1.0.0/16")).timeStamps()).isPresent();
    }

    private static Map<String, String> files(String network) {
        Map<String, String> files = new TreeMap<>(PolicyBundle.filesIn(Path.of("policies")));
        files.computeIfPresent(
                "time-stamps.yaml",
                (_, text) -> text.replace(
                        "anyone: {perMinute: 6000}", "anyone: {networks: ['" + network + "'], perMinute: 6000}"));
        return files;
    }
}
