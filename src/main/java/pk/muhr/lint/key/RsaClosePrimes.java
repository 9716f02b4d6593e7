package pk.muhr.lint.key;

import java.math.BigInteger;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Fermat's method does not factor the modulus within 100 rounds. */
final class RsaClosePrimes extends CertificateRule {

    private static final int ROUNDS = 100;

    /** Squares leave few remainders by these; about one number in 1,500 that is no square passes all of them. */
    private static final int[] SIEVES = {64, 63, 65, 11, 17, 19, 23};

    private static final int MODULUS = 64 * 63 * 65 * 11 * 17 * 19;
    private static final long LAST_SIEVE = 23;
    private static final BigInteger SIEVED = BigInteger.valueOf(MODULUS * LAST_SIEVE);
    private static final boolean[][] SQUARES = squares();

    RsaClosePrimes() {
        super("rsa-close-primes", "BR §6.1.1.3", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return s.rsa()
                .filter(rsa -> primesAreClose(rsa.modulus()))
                .map(rsa -> "Fermat's method factors the modulus within 100 rounds");
    }

    /** Exact: a remainder that no square leaves spares the root, and the root decides all others. */
    private static boolean primesAreClose(BigInteger n) {
        BigInteger root = n.sqrt();
        BigInteger a = root.multiply(root).equals(n) ? root : root.add(BigInteger.ONE);
        long modulus = SIEVED.longValue();
        long smallN = n.mod(SIEVED).longValue();
        long smallA = a.mod(SIEVED).longValue();
        for (int round = 0; round < ROUNDS; round++) {
            if (maySquare((smallA + round) % modulus, smallN) && isSquare(a.add(BigInteger.valueOf(round)), n)) {
                return true;
            }
        }
        return false;
    }

    private static boolean maySquare(long a, long n) {
        for (int i = 0; i < SIEVES.length; i++) {
            long remainder = a % SIEVES[i];
            long difference = Math.floorMod(remainder * remainder - n, (long) SIEVES[i]);
            if (!SQUARES[i][(int) difference]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSquare(BigInteger a, BigInteger n) {
        BigInteger square = a.multiply(a).subtract(n);
        BigInteger b = square.sqrt();
        return b.multiply(b).equals(square);
    }

    private static boolean[][] squares() {
        boolean[][] squares = new boolean[SIEVES.length][];
        for (int i = 0; i < SIEVES.length; i++) {
            squares[i] = new boolean[SIEVES[i]];
            for (int x = 0; x < SIEVES[i]; x++) {
                squares[i][x * x % SIEVES[i]] = true;
            }
        }
        return squares;
    }
}
