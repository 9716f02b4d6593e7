package pk.muhr.lint.authority;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;

/** An RSA key that issues code-signing or time-stamping certificates has the bits that the floors ask. */
final class KeyOfCodeSigning extends CertificateRule {

    KeyOfCodeSigning() {
        super("ca-code-signing-key", "CSBR §6.1.5.1", Scope.of(CertificateType.ISSUING_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<CertificateFamily> family = s.authority().flatMap(HierarchyPolicy.Authority::family);
        boolean signsCode = family.equals(Optional.of(CertificateFamily.CODE_SIGNING))
                || family.equals(Optional.of(CertificateFamily.TIME_STAMPING));
        int least = s.bundle().floors().codeSigningAuthorityMinimumRsaBits();
        return s.rsa()
                .map(rsa -> rsa.modulus().bitLength())
                .filter(bits -> signsCode && bits < least)
                .map(bits -> "an RSA key of this family needs " + least + " bits, not " + bits);
    }
}
