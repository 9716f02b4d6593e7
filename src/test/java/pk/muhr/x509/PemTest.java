package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static final Der CONTENT = Der.of(new byte[] {0x30, 3, 2, 1, 5});

    @Test
    void readsWhatItWrites() {
        String text = new Pem("CERTIFICATE REQUEST", CONTENT).text();
        assertThat(Pem.parse(text)).isEqualTo(new Pem("CERTIFICATE REQUEST", CONTENT));
        assertThat(Pem.parse("\r\n " + text.replace("\n", "\r\n") + "\t\n").content())
                .isEqualTo(CONTENT);
        assertThat(Pem.parse("-----BEGIN A-----MAMCAQU=-----END A-----").content())
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MAMCAQU=",
                "-----BEGIN A-----\nMAMCAQU=\n",
                "-----BEGIN A-----\nMAMCAQU=\n-----END B-----",
                "-----BEGIN A-----END A-----",
                "-----BEGIN a-----\nMAMCAQU=\n-----END a-----",
                "x-----BEGIN A-----\nMAMCAQU=\n-----END A-----",
                "-----BEGIN A-----\nMAMCAQU=\n-----END A-----x",
                "-----BEGIN A-----\nMAMCAQU=\n-----END A-----\n-----BEGIN A-----\nMAMCAQU=\n-----END A-----",
                "-----BEGIN A-----\nProc-Type: 4\n\nMAMCAQU=\n-----END A-----",
                "-----BEGIN A-----\nMAMCAQU\u0141=\n-----END A-----",
                "-----BEGIN A-----\nMAMCAQU=\u00a0\n-----END A-----",
                "-----BEGIN A-----\nMAMCA\n-----END A-----"
            })
    void refusesWhatIsNotExactlyOneBlock(String text) {
        assertThatThrownBy(() -> Pem.parse(text)).isInstanceOf(MalformedDer.class);
    }
}
