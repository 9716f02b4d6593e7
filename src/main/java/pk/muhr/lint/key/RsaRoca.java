package pk.muhr.lint.key;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.RocaFingerprint;

/** An RSA modulus does not bear the fingerprint of the flawed library of Infineon's chips. */
final class RsaRoca extends CertificateRule {

    RsaRoca() {
        super("rsa-roca", "BR §6.1.1.3, CVE-2017-15361", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return s.rsa()
                .filter(rsa -> RocaFingerprint.matches(rsa.modulus()))
                .map(rsa -> "the modulus bears the fingerprint of CVE-2017-15361 (ROCA)");
    }
}
