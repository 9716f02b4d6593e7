package pk.muhr.lint.key;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An RSA modulus is a positive odd number. */
final class RsaModulusOdd extends CertificateRule {

    RsaModulusOdd() {
        super("rsa-modulus-odd", "BR §6.1.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return s.rsa()
                .filter(rsa -> rsa.modulus().signum() <= 0 || !rsa.modulus().testBit(0))
                .map(rsa -> "the modulus is even or not positive");
    }
}
