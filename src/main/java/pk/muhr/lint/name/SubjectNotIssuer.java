package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** Nobody but the root bears the name of its issuer. */
final class SubjectNotIssuer extends CertificateRule {

    SubjectNotIssuer() {
        super("subject-not-issuer", "RFC 5280 §6.1", Scope.allBut(CertificateType.ROOT_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.certificate().subject().equals(s.certificate().issuer()), "the subject has the name of its issuer");
    }
}
