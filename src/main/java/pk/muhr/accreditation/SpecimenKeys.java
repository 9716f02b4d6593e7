package pk.muhr.accreditation;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Random;

import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.SubjectPublicKey;

/** Public keys for specimens: the same for the same name, another for another, and without a private half. */
final class SpecimenKeys {

    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger FOUR = BigInteger.valueOf(4);

    /** No divisor below it, so that rules against weak keys pass (BR §6.1.6). */
    private static final int SMALL = 752;

    private SpecimenKeys() {}

    static SubjectPublicKey of(String name, KeyAlgorithm algorithm) {
        Random digits = new Random(name.hashCode());
        try {
            return algorithm.family().equals("RSA") ? rsa(algorithm, digits) : ec(algorithm, digits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA and the curves of FIPS 186", e);
        }
    }

    private static SubjectPublicKey rsa(KeyAlgorithm algorithm, Random digits) throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(algorithm.bits(), digits)
                .setBit(algorithm.bits() - 1)
                .setBit(0);
        while (hasSmallDivisor(modulus)) {
            modulus = modulus.add(BigInteger.TWO);
        }
        return SubjectPublicKey.of(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)));
    }

    private static boolean hasSmallDivisor(BigInteger modulus) {
        for (int divisor = 3; divisor < SMALL; divisor += 2) {
            if (modulus.mod(BigInteger.valueOf(divisor)).signum() == 0) {
                return true;
            }
        }
        return false;
    }

    /** The first x from a random one on that has a y; both primes are 3 modulo 4 (SEC 1 §2.3.4). */
    private static SubjectPublicKey ec(KeyAlgorithm algorithm, Random digits) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(algorithm.curve()));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = new BigInteger(algorithm.bits() - 1, digits);
        while (true) {
            BigInteger square = x.modPow(THREE, p)
                    .add(curve.getCurve().getA().multiply(x))
                    .add(curve.getCurve().getB())
                    .mod(p);
            BigInteger y = square.modPow(p.add(BigInteger.ONE).divide(FOUR), p);
            if (y.modPow(BigInteger.TWO, p).equals(square)) {
                return SubjectPublicKey.of(
                        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve)));
            }
            x = x.add(BigInteger.ONE);
        }
    }
}
