package pk.muhr.lint.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An RSA modulus is not the power of a smaller number, a prime among them. */
final class RsaPower extends CertificateRule {

    /** A base that such a power can have is at least 752: smaller factors are another rule's. */
    private static final int BITS_OF_BASE = 9;

    /** Bits of the largest modulus that a profile can permit. */
    private static final int LONGEST = 4096;

    private static final int SIEVES = 6;
    private static final List<Sieve> ALL = sieves();
    private static final BigInteger PRODUCT = ALL.stream()
            .map(sieve -> BigInteger.valueOf(sieve.moduli()[0]))
            .reduce(BigInteger.ONE, BigInteger::multiply);

    RsaPower() {
        super("rsa-modulus-power", "BR §6.1.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return s.rsa()
                .filter(rsa -> rsa.modulus().signum() > 0)
                .flatMap(rsa -> exponentOf(rsa.modulus()))
                .map(exponent -> "the modulus is the " + exponent + "th power of a smaller number");
    }

    /**
     * Remainders by these primes, each one more than a multiple of the exponent, tell most numbers from powers of it:
     * one in as many as the exponent passes each (Euler's criterion).
     */
    private record Sieve(int exponent, int[] moduli) {}

    private static Optional<Integer> exponentOf(BigInteger n) {
        BigInteger small = n.mod(PRODUCT);
        for (Sieve sieve : ALL) {
            if (sieve.exponent() > n.bitLength() / BITS_OF_BASE) {
                return Optional.empty();
            }
            if (mayBePower(small, n, sieve) && isPower(n, sieve.exponent())) {
                return Optional.of(sieve.exponent());
            }
        }
        return Optional.empty();
    }

    private static boolean mayBePower(BigInteger small, BigInteger n, Sieve sieve) {
        for (int i = 0; i < sieve.moduli().length; i++) {
            int q = sieve.moduli()[i];
            long remainder = (i == 0 ? small : n).mod(BigInteger.valueOf(q)).longValue();
            if (remainder != 0 && power(remainder, (q - 1) / sieve.exponent(), q) != 1) {
                return false;
            }
        }
        return true;
    }

    private static long power(long base, int exponent, int modulus) {
        long result = 1;
        long square = base % modulus;
        for (int e = exponent; e > 0; e >>= 1) {
            result = (e & 1) == 1 ? result * square % modulus : result;
            square = square * square % modulus;
        }
        return result;
    }

    /** Whether the whole root, found by bisection, gives the number back. */
    private static boolean isPower(BigInteger n, int exponent) {
        BigInteger low = BigInteger.ONE.shiftLeft((n.bitLength() - 1) / exponent);
        BigInteger high = BigInteger.ONE.shiftLeft(n.bitLength() / exponent + 1);
        while (low.compareTo(high) < 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (middle.pow(exponent).compareTo(n) < 0) {
                low = middle.add(BigInteger.ONE);
            } else {
                high = middle;
            }
        }
        return low.pow(exponent).equals(n);
    }

    private static List<Sieve> sieves() {
        List<Sieve> sieves = new ArrayList<>();
        int largest = LONGEST / BITS_OF_BASE;
        for (BigInteger k = BigInteger.TWO; k.intValue() <= largest; k = k.nextProbablePrime()) {
            int exponent = k.intValue();
            int[] moduli = new int[SIEVES];
            int found = 0;
            for (int q = exponent + 1; found < SIEVES; q += exponent) {
                if (q > 2 && BigInteger.valueOf(q).isProbablePrime(20)) {
                    moduli[found++] = q;
                }
            }
            sieves.add(new Sieve(exponent, moduli));
        }
        return List.copyOf(sieves);
    }
}
