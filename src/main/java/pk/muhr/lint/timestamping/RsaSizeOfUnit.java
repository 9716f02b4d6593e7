package pk.muhr.lint.timestamping;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** An RSA key has the bits that the floors ask for programs and time-stamps. */
final class RsaSizeOfUnit extends CertificateRule {

    RsaSizeOfUnit() {
        super("time-stamping-key-size", "CSBR §6.1.5.2", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        int least = s.bundle().floors().codeSigningMinimumRsaBits();
        return s.rsa()
                .map(rsa -> rsa.modulus().bitLength())
                .filter(bits -> bits < least)
                .map(bits -> "an RSA key that signs time-stamps needs " + least + " bits, not " + bits);
    }
}
