package pk.muhr.lint.authentication;

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
                "authentication-key-usage",
                "RFC 4556 §3.2.2, normative reference 4.8",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.keyUsage().equals(Set.of(KeyUsage.DIGITAL_SIGNATURE)),
                () -> "keyUsage must be digitalSignature alone, not " + s.keyUsage());
    }
}
