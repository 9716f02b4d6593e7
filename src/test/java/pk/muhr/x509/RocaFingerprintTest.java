package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RocaFingerprintTest {

    private static final BigInteger GENERATOR = BigInteger.valueOf(65537);

    /** Numbers of small primes in M by size of key, as the paper's table 1 has them. */
    @ParameterizedTest
    @CsvSource({"512, 39", "1024, 71", "2048, 126", "3072, 126", "4096, 225"})
    void recognisesModuliOfTheFlawedLibrary(int bits, int primes) {
        Random random = new Random(bits);
        BigInteger modulus = flawedPrime(bits / 2, primes, random).multiply(flawedPrime(bits / 2, primes, random));

        assertThat(modulus.bitLength()).isBetween(bits - 1, bits);
        assertThat(RocaFingerprint.matches(modulus)).isTrue();
    }

    @Test
    void passesModuliOfSoundLibraries() {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            BigInteger modulus = BigInteger.probablePrime(256, random).multiply(BigInteger.probablePrime(256, random));
            assertThat(RocaFingerprint.matches(modulus)).isFalse();
        }
    }

    @Test
    void passesAModulusOfWhichOnlyOnePrimeIsFlawed() {
        Random random = new Random(2);
        BigInteger modulus = flawedPrime(1024, 126, random).multiply(BigInteger.probablePrime(1024, random));

        assertThat(RocaFingerprint.matches(modulus)).isFalse();
    }

    @Test
    void hasTheMarkersThatWerePublished() {
        Map<Integer, BitSet> markers = RocaFingerprint.markers();

        assertThat(markers).hasSize(38);
        assertThat(bits(markers.get(3))).isEqualTo("6");
        assertThat(bits(markers.get(5))).isEqualTo("30");
        assertThat(bits(markers.get(7))).isEqualTo("126");
        assertThat(bits(markers.get(11))).isEqualTo("1026");
        assertThat(bits(markers.get(13))).isEqualTo("5658");
        assertThat(bits(markers.get(17))).isEqualTo("107286");
        assertThat(bits(markers.get(19))).isEqualTo("199410");
        assertThat(bits(markers.get(37))).isEqualTo("67109890");
        assertThat(bits(markers.get(53))).isEqualTo("5310023542746834");
        assertThat(bits(markers.get(61))).isEqualTo("1455791217086302986");
        assertThat(bits(markers.get(71))).isEqualTo("20052041432995567486");
    }

    private static BigInteger flawedPrime(int bits, int primes, Random random) {
        BigInteger product = BigInteger.ONE;
        BigInteger small = BigInteger.ONE;
        for (int i = 0; i < primes; i++) {
            small = small.nextProbablePrime();
            product = product.multiply(small);
        }
        BigInteger prime;
        do {
            BigInteger power = GENERATOR.modPow(new BigInteger(256, random), product);
            BigInteger least =
                    BigInteger.ONE.shiftLeft(bits - 1).divide(product).add(BigInteger.ONE);
            BigInteger factor = least.add(new BigInteger(Math.max(1, bits - product.bitLength() - 2), random));
            prime = factor.multiply(product).add(power);
        } while (!prime.isProbablePrime(30));
        return prime;
    }

    private static String bits(BitSet marker) {
        BigInteger number = BigInteger.ZERO;
        for (int bit = marker.nextSetBit(0); bit >= 0; bit = marker.nextSetBit(bit + 1)) {
            number = number.setBit(bit);
        }
        return number.toString();
    }
}
