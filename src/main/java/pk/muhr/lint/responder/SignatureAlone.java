package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** A responder's key signs and does nothing else. */
final class SignatureAlone extends CertificateRule {

    SignatureAlone() {
        super("responder-digital-signature", "BR §7.1.2.8", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.keyUsage().equals(Set.of(KeyUsage.DIGITAL_SIGNATURE)),
                () -> "keyUsage must be digitalSignature alone, not " + s.keyUsage());
    }
}
