package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;

/** Addresses as clients write them. */
class RequestInPathTest {

    /** Its base64 has both special characters and padding: {@code +//7/w==}. */
    private static final Der REQUEST = Der.ofHex("fbfffbff");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ocsp/+//7/w==",
                "/ocsp/+//7/w",
                "/ocsp/%2B%2F%2F7%2Fw%3D%3D",
                "/ocsp/%2b%2f/7%2fw==",
                "/ocsp/+//7/w==?a=b",
                "http://localhost:8080/ocsp/+//7/w==",
                "/%2Bocsp/ocsp/+//7/w=="
            })
    void readsEverySpelling(String address) {
        assertThat(RequestInPath.of(address)).isEqualTo(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ocsp/+//7/w=",
                "/ocsp/+//7/w==%0A",
                "/ocsp/ +//7/w==",
                "/ocsp/-__7_w==",
                "/ocsp/%",
                "/ocsp/%2",
                "/ocsp/%ZZ",
                "/ocsp/%+1",
                "/ocsp/AAA%",
                "/ocsp/A",
                "/ocsp/ء",
                "/ocsp/%00",
                "/elsewhere"
            })
    void refusesWhatIsNotBase64(String address) {
        assertThatThrownBy(() -> RequestInPath.of(address)).isInstanceOf(MalformedDer.class);
    }

    @Test
    void readsNothingAsNothing() {
        assertThat(RequestInPath.of("/ocsp/").length()).isZero();
    }
}
