package pk.muhr.x509;

import java.math.BigInteger;

/**
 * Recognises an RSA modulus that anybody can factor because it is a prime, or a power, where it should be a product of
 * two different primes (BR 6.1.6, SP 800-89 §5.3.3).
 */
public final class PrimePower {

    /** Odds of one in 2^100 against a composite that was made to look prime (FIPS 186-5 appendix B.3). */
    private static final int CERTAINTY = 100;

    /** Below this, factors are found by division (BR 6.1.6). */
    private static final int SMALLEST_ROOT_BITS = 9;

    private static final int GUESSED_BITS = 40;
    private static final int GUARD_BITS = 8;

    private PrimePower() {}

    /** Whether the modulus is a prime, or a whole number above 512 raised to the second or a higher power. */
    public static boolean matches(BigInteger modulus) {
        if (modulus.signum() <= 0) {
            return false;
        }
        for (int exponent = 2; exponent <= modulus.bitLength() / SMALLEST_ROOT_BITS; exponent++) {
            if (BigInteger.valueOf(exponent).isProbablePrime(CERTAINTY) && isPower(modulus, exponent)) {
                return true;
            }
        }
        return modulus.isProbablePrime(CERTAINTY);
    }

    private static boolean isPower(BigInteger modulus, int exponent) {
        return root(modulus, exponent).pow(exponent).equals(modulus);
    }

    /** The whole part of the root, by Newton's method from a little above. */
    private static BigInteger root(BigInteger modulus, int exponent) {
        BigInteger degree = BigInteger.valueOf(exponent);
        BigInteger next = above(modulus, exponent);
        BigInteger root;
        do {
            root = next;
            next = root.multiply(degree.subtract(BigInteger.ONE))
                    .add(modulus.divide(root.pow(exponent - 1)))
                    .divide(degree);
        } while (next.compareTo(root) < 0);
        return root;
    }

    /** The root, right in its first 30 bits or so, and too large rather than too small. */
    private static BigInteger above(BigInteger modulus, int exponent) {
        int low = Math.max(0, modulus.bitLength() - Double.PRECISION);
        double bits = (low + Math.log(modulus.shiftRight(low).doubleValue()) / Math.log(2)) / exponent;
        long leading = (long) Math.scalb(Math.pow(2, bits - Math.floor(bits)), GUESSED_BITS) + (1 << GUARD_BITS);
        int rest = (int) Math.floor(bits) - GUESSED_BITS;
        return BigInteger.valueOf(leading).shiftLeft(rest).add(BigInteger.ONE);
    }
}
