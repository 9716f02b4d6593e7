package pk.muhr.revocation.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.x509.Der;
import pk.muhr.x509.MalformedDer;
import pk.muhr.x509.SerialNumber;

/** Requests as they come from the whole internet. */
class OcspQuestionTest {

    private static final BigInteger SERIAL = new BigInteger("4a96cae44600a49e0c9bdf610fcb4c7bd7b65da5", 16);
    private static final String UNKNOWN_EXTENSION = "2.999.1";

    @Test
    void readsWhatIsAsked() {
        OcspQuestion question =
                OcspQuestion.of(Questions.request().about(SERIAL).der());
        assertThat(question.nonce()).isEmpty();
        assertThat(question.certificates()).singleElement().satisfies(asked -> {
            assertThat(asked.serial()).contains(new SerialNumber(SERIAL));
            assertThat(asked.issuer().algorithm()).isEqualTo(Questions.SHA1);
            assertThat(asked.issuer().name()).isEqualTo(Der.of(new byte[20]));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 32, 128})
    void takesANonceOfOneTo128Octets(int octets) {
        OcspQuestion question =
                OcspQuestion.of(Questions.request().about(SERIAL).nonce(octets).der());
        assertThat(question.nonce().orElseThrow().length()).isEqualTo(octets + (octets < 128 ? 2 : 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129, 4096, 60_000})
    void refusesAnyOtherNonce(int octets) {
        refuses(Questions.request().about(SERIAL).nonce(octets).der());
    }

    @Test
    void refusesANonceThatIsNoOctetString() {
        String oid = "1.3.6.1.5.5.7.48.1.2";
        refuses(Questions.request()
                .about(SERIAL)
                .extended(oid, false, new byte[] {1, 2, 3, 4})
                .der());
        refuses(Questions.request()
                .about(SERIAL)
                .extended(oid, false, new byte[0])
                .der());
        refuses(Questions.request()
                .about(SERIAL)
                .extended(oid, false, new byte[] {4, 1, 7, 0})
                .der());
        refuses(Questions.request().about(SERIAL).nonce(32).nonce(32).der());
    }

    @Test
    void callsPlainWhatThereIsOneWayToAsk() {
        assertThat(OcspQuestion.of(Questions.request().about(SERIAL).der()).plain())
                .isTrue();
        assertThat(OcspQuestion.of(
                                Questions.request().about(SERIAL).about(SERIAL).der())
                        .plain())
                .isFalse();
        assertThat(OcspQuestion.of(Questions.request().about(SERIAL).nonce(1).der())
                        .plain())
                .isFalse();
        assertThat(OcspQuestion.of(Questions.request()
                                .about(SERIAL)
                                .extended(UNKNOWN_EXTENSION, false, new byte[] {5, 0})
                                .der())
                        .plain())
                .isFalse();
        byte[] der = Questions.request().about(SERIAL).der().bytes();
        byte[] longer = new byte[der.length + 1]; // the same with a length in two octets, which is BER
        longer[0] = der[0];
        longer[1] = (byte) 0x81;
        System.arraycopy(der, 1, longer, 2, der.length - 1);
        assertThat(OcspQuestion.of(Der.of(longer)).plain()).isFalse();
    }

    @Test
    void readsSerialNumbersThatNoCertificateCanHave() {
        for (BigInteger serial : new BigInteger[] {BigInteger.ZERO, SERIAL.negate(), BigInteger.TWO.pow(1599)}) {
            assertThat(OcspQuestion.of(Questions.request().about(serial).der())
                            .certificates()
                            .getFirst()
                            .serial())
                    .isEmpty();
        }
    }

    @Test
    void readsDigestsThatItDoesNotKnow() {
        Der request = Questions.request()
                .about(Questions.MD5, new byte[16], new byte[16], SERIAL)
                .der();
        assertThat(OcspQuestion.of(request).certificates().getFirst().issuer().algorithm())
                .isEqualTo(Questions.MD5);
    }

    @Test
    void takesOneToAHundredCertificates() {
        refuses(Questions.request().der());
        assertThat(OcspQuestion.of(asking(100)).certificates()).hasSize(100);
        refuses(asking(101));
        refuses(asking(10_000));
    }

    @Test
    void ignoresWhatItDoesNotKnowUnlessThatIsCritical() {
        byte[] value = {5, 0};
        assertThat(OcspQuestion.of(Questions.request()
                                .about(SERIAL)
                                .extended(UNKNOWN_EXTENSION, false, value)
                                .der())
                        .certificates())
                .hasSize(1);
        refuses(Questions.request()
                .about(SERIAL)
                .extended(UNKNOWN_EXTENSION, true, value)
                .der());
    }

    @Test
    void refusesAnotherVersion() {
        refuses(Questions.request().about(SERIAL).version(1).der());
    }

    @Test
    void refusesARequestCutAtAnyByteOrLongerThanItSays() {
        byte[] whole = Questions.request().about(SERIAL).nonce(32).der().bytes();
        for (int length = 0; length < whole.length; length++) {
            refuses(Der.of(Arrays.copyOf(whole, length)));
        }
        refuses(Der.of(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void refusesMoreThan64Kibibytes() {
        refuses(Questions.request()
                .about(SERIAL)
                .extended(UNKNOWN_EXTENSION, false, new byte[65_536])
                .der());
    }

    @Test
    void refusesMoreElementsThanAnyRequestHas() {
        refuses(Questions.request()
                .about(SERIAL)
                .extended("1.3.6.1.5.5.7.48.1.2", false, new byte[] {0x24, 4, 4, 2, 1, 2})
                .der());
        assertThatThrownBy(() -> OcspQuestion.of(OcspFuzzTest.signed(asking(1), OcspQuestion.MOST_ELEMENTS)))
                .isInstanceOf(MalformedDer.class)
                .hasMessageContaining("4000 ASN.1 elements");
        assertThat(OcspQuestion.of(OcspFuzzTest.signed(asking(100), 100)).certificates())
                .hasSize(100);
    }

    /** Fixed seed: the same hundred thousand every time. */
    @Test
    void readsOrRefusesEveryMutation() {
        byte[] whole = Questions.request()
                .about(SERIAL)
                .about(BigInteger.TEN)
                .nonce(32)
                .der()
                .bytes();
        Random random = new Random(6960);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] mutant = whole.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            try {
                OcspQuestion.of(Der.of(mutant));
                read++;
            } catch (MalformedDer e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(1000);
        assertThat(refused).isGreaterThan(1000);
    }

    private static Der asking(int certificates) {
        Questions request = Questions.request();
        for (int i = 1; i <= certificates; i++) {
            request.about(BigInteger.valueOf(i));
        }
        return request.der();
    }

    private static void refuses(Der request) {
        assertThatThrownBy(() -> OcspQuestion.of(request)).isInstanceOf(MalformedDer.class);
    }
}
