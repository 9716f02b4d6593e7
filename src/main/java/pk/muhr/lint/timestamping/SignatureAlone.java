package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** The key signs and does nothing else. */
final class SignatureAlone extends CertificateRule {

    SignatureAlone() {
        super(
                "time-stamping-key-usage",
                "CSBR §7.1.2.3 e, RFC 3161 §2.3",
                Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.keyUsage().equals(Set.of(KeyUsage.DIGITAL_SIGNATURE)),
                () -> "keyUsage must be digitalSignature alone, not " + s.keyUsage());
    }
}
