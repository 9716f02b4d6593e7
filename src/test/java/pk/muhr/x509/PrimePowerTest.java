package pk.muhr.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimePowerTest {

    private final Random random = new Random(3);

    @Test
    void recognisesAPrime() {
        assertThat(PrimePower.matches(BigInteger.probablePrime(1024, random))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 11, 25, 101})
    void recognisesAPowerOfAPrime(int exponent) {
        BigInteger prime = BigInteger.probablePrime(Math.max(11, 2048 / exponent), random);

        assertThat(PrimePower.matches(prime.pow(exponent))).isTrue();
    }

    @Test
    void recognisesAPowerOfAComposite() {
        BigInteger composite = BigInteger.probablePrime(341, random).multiply(BigInteger.probablePrime(341, random));

        assertThat(PrimePower.matches(composite.pow(3))).isTrue();
    }

    @Test
    void passesProductsOfTwoPrimes() {
        for (int i = 0; i < 20; i++) {
            BigInteger p = BigInteger.probablePrime(512, random);
            BigInteger q = BigInteger.probablePrime(512, random);
            assertThat(PrimePower.matches(p.multiply(q))).isFalse();
        }
    }

    @Test
    void passesNeighboursOfPowers() {
        BigInteger power = BigInteger.probablePrime(300, random).pow(3);

        assertThat(PrimePower.matches(power.add(BigInteger.ONE))).isFalse();
        assertThat(PrimePower.matches(power.subtract(BigInteger.ONE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -7, 1, 15})
    void passesWhatIsNoModulus(long number) {
        assertThat(PrimePower.matches(BigInteger.valueOf(number))).isFalse();
    }

    @Test
    void isQuickWithTheLargestKeys() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(8192).subtract(BigInteger.valueOf(9));

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> PrimePower.matches(modulus));
    }
}
