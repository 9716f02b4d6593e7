package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A responder has no alternative names. */
final class NoAlternativeNames extends CertificateRule {

    NoAlternativeNames() {
        super("responder-no-alternative-names", "BR §7.1.2.8", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME), "a responder's certificate has no subjectAltName");
    }
}
