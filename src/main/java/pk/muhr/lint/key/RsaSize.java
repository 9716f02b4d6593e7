package pk.muhr.lint.key;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** An RSA modulus has the bits that the floors ask, in whole octets. */
final class RsaSize extends CertificateRule {

    RsaSize() {
        super("rsa-size", "BR §6.1.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        int least = s.bundle().floors().minimumRsaBits();
        return s.rsa()
                .map(rsa -> rsa.modulus().bitLength())
                .filter(bits -> bits < least || bits % Byte.SIZE != 0)
                .map(bits -> "the modulus has " + bits + " bits; at least " + least + ", in whole octets");
    }
}
