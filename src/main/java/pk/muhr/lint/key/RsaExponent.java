package pk.muhr.lint.key;

import java.math.BigInteger;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The public exponent is the one of the floors. */
final class RsaExponent extends CertificateRule {

    RsaExponent() {
        super("rsa-exponent", "BR §6.1.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        BigInteger expected = BigInteger.valueOf(s.bundle().floors().rsaExponent());
        return s.rsa()
                .filter(rsa -> !rsa.exponent().equals(expected))
                .map(rsa -> "the public exponent has " + rsa.exponent().bitLength() + " bits and is not " + expected);
    }
}
