package pk.muhr.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** What tokens are written with. */
class TokenEncodingTest {

    private static final Path SPECIMEN =
            Path.of("src/test/resources/lint/time-stamping-subject/passes-time-stamping.pem");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z,     20261123100000Z",
        "2026-11-23T10:00:00.500Z, 20261123100000.5Z",
        "2026-11-23T10:00:00.120Z, 20261123100000.12Z",
        "2026-11-23T10:00:00.001Z, 20261123100000.001Z"
    })
    void writesTheTimeWithoutTrailingZeros(Instant time, String expected) throws IOException {
        Certificate certificate = specimen();
        TokenEncoding encoding = new TokenEncoding(
                List.of(certificate, certificate), SignatureAlgorithm.SHA384_ECDSA, "2.999.1", Duration.ofMillis(500));
        byte[] info = encoding.content(
                        TimeStampRequest.of(Sha256.of(new byte[0])), new SerialNumber(BigInteger.ONE), time)
                .bytes();
        assertThat(new String(info, StandardCharsets.ISO_8859_1))
                .contains("\u0018" + (char) expected.length() + expected);
    }

    @Test
    void signsWithTheDigestThatSignedTheUnitsCertificateWhateverThePolicySaysNow() throws IOException {
        Certificate certificate = specimen();
        assertThat(certificate.signatureAlgorithm().orElseThrow().digest()).isEqualTo("SHA-384");
        assertThat(LeasedUnit.algorithm(SignatureAlgorithm.SHA256_RSA, certificate))
                .isEqualTo(SignatureAlgorithm.SHA384_RSA);
        assertThat(LeasedUnit.algorithm(SignatureAlgorithm.SHA256_RSA_PSS, certificate))
                .isEqualTo(SignatureAlgorithm.SHA384_RSA_PSS);
        assertThat(LeasedUnit.algorithm(SignatureAlgorithm.SHA512_ECDSA, certificate))
                .isEqualTo(SignatureAlgorithm.SHA384_ECDSA);
    }

    private static Certificate specimen() throws IOException {
        String pem = Files.readString(SPECIMEN);
        return Certificate.of(
                Pem.parse(pem.substring(pem.indexOf("-----BEGIN "))).content());
    }

    @Test
    void endsWithItsBlock() {
        TokenSerials serials = new TokenSerials(1, 2, new SecureRandom(), 0xffffffffL);
        assertThat(serials.next().hex()).startsWith("0100000002ffffffff");
        assertThatThrownBy(serials::next).isInstanceOf(TokenSerials.UsedUp.class);
        assertThatThrownBy(serials::next).isInstanceOf(TokenSerials.UsedUp.class);
    }

    @Test
    void numbersTokensByUnitBlockAndPlace() {
        TokenSerials serials = new TokenSerials(Integer.MAX_VALUE, -1, new SecureRandom());
        Set<SerialNumber> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            SerialNumber serial = serials.next();
            assertThat(serial.value().toByteArray()).hasSize(20);
            assertThat(serial.hex()).startsWith("7fffffffffffffff%08x".formatted(i));
            all.add(serial);
        }
        assertThat(all).hasSize(1000);
    }

    @Test
    void neverGoesBackAndSaysSoWhenTheClockDid() {
        Instant latest = Instant.parse("2026-11-23T10:00:00Z");
        UnitTime time = new UnitTime(latest);
        Duration tolerance = Duration.ofMillis(250);
        assertThat(time.next(latest.minusMillis(249), tolerance)).isEqualTo(latest);
        assertThat(time.next(latest.plusMillis(1), tolerance)).isEqualTo(latest.plusMillis(1));
        assertThatThrownBy(() -> time.next(latest.minusMillis(249), tolerance))
                .isInstanceOfSatisfying(NoTimeStamp.class, refusal -> assertThat(refusal.why())
                        .isEqualTo(FailureInfo.TIME_NOT_AVAILABLE));
    }
}
