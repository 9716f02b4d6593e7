package pk.muhr.lint.key;

import java.math.BigInteger;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An RSA modulus has no factor below 752. */
final class RsaSmallFactor extends CertificateRule {

    /** The product of the primes below 752. */
    private static final BigInteger SMALL_PRIMES = smallPrimes();

    RsaSmallFactor() {
        super("rsa-small-factor", "BR §6.1.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return s.rsa()
                .filter(rsa -> rsa.modulus().signum() <= 0
                        || !rsa.modulus().mod(SMALL_PRIMES).gcd(SMALL_PRIMES).equals(BigInteger.ONE))
                .map(rsa -> "the modulus has a factor below 752");
    }

    private static BigInteger smallPrimes() {
        BigInteger product = BigInteger.ONE;
        for (BigInteger p = BigInteger.TWO; p.intValue() < 752; p = p.nextProbablePrime()) {
            product = product.multiply(p);
        }
        return product;
    }
}
