package pk.muhr.lint;

import static pk.muhr.lint.Rule.always;
import static pk.muhr.lint.Rule.unless;
import static pk.muhr.lint.Rule.when;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.SubjectPublicKey.Rsa;

/** Rules about the key that is certified, whoever made it (BR §6.1.1.3, §6.1.5, §6.1.6). */
final class KeyRules {

    /** The product of the primes below 752 (BR §6.1.6). */
    private static final BigInteger SMALL_PRIMES = smallPrimes();

    private static final int FERMAT_ROUNDS = 100;

    static final List<Rule<Subject>> ALL = List.of(
            always(
                    "key-permitted",
                    "BR §6.1.5",
                    s -> unless(
                            s.profile().permits(s.certificate().key()),
                            s.certificate().key().label() + " is not one of "
                                    + s.profile().keyNames())),
            always("spki-algorithm", "BR §7.1.3.1", KeyRules::algorithmIdentifier),
            when(
                    KeyRules::isRsa,
                    "rsa-size",
                    "BR §6.1.5",
                    s -> unless(
                            rsa(s).modulus().bitLength() >= s.bundle().floors().minimumRsaBits()
                                    && rsa(s).modulus().bitLength() % 8 == 0,
                            rsa(s).modulus().bitLength() + " bits")),
            when(
                    KeyRules::isRsa,
                    "rsa-exponent",
                    "BR §6.1.6",
                    s -> unless(
                            rsa(s).exponent()
                                    .equals(BigInteger.valueOf(
                                            s.bundle().floors().rsaExponent())),
                            "exponent of " + rsa(s).exponent().bitLength() + " bits")),
            when(
                    KeyRules::isRsa,
                    "rsa-small-factor",
                    "BR §6.1.6",
                    s -> unless(
                            rsa(s).modulus().signum() > 0
                                    && rsa(s).modulus().gcd(SMALL_PRIMES).equals(BigInteger.ONE),
                            "the modulus has a factor below 752")),
            when(
                    KeyRules::isRsa,
                    "rsa-close-primes",
                    "BR §6.1.1.3",
                    s -> unless(
                            !primesAreClose(rsa(s).modulus()),
                            "Fermat's method factors the modulus within 100 rounds")));

    private KeyRules() {}

    private static boolean isRsa(Subject s) {
        return s.certificate().key() instanceof Rsa;
    }

    private static Rsa rsa(Subject s) {
        return (Rsa) s.certificate().key();
    }

    /** The exact AlgorithmIdentifiers of BR §7.1.3.1: RSA with NULL parameters, P-256 and P-384 by name. */
    private static Optional<String> algorithmIdentifier(Subject s) {
        SubjectPublicKey key = s.certificate().key();
        String expected =
                switch (key.label()) {
                    case "P-256" -> "301306072a8648ce3d020106082a8648ce3d030107";
                    case "P-384" -> "301006072a8648ce3d020106052b81040022";
                    case "P-521" -> "301006072a8648ce3d020106052b81040023";
                    default -> "300d06092a864886f70d0101010500";
                };
        return unless(key.algorithmIdentifier().hex().equals(expected), "AlgorithmIdentifier is not " + expected);
    }

    private static boolean primesAreClose(BigInteger n) {
        BigInteger root = n.sqrt();
        BigInteger a = root.multiply(root).equals(n) ? root : root.add(BigInteger.ONE);
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            BigInteger square = a.multiply(a).subtract(n);
            BigInteger b = square.sqrt();
            if (b.multiply(b).equals(square)) {
                return true;
            }
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    private static BigInteger smallPrimes() {
        BigInteger product = BigInteger.ONE;
        for (BigInteger p = BigInteger.TWO; p.intValue() < 752; p = p.nextProbablePrime()) {
            product = product.multiply(p);
        }
        return product;
    }
}
