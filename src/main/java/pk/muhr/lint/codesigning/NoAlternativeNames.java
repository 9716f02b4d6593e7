package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A signer of programs has no names of hosts or mailboxes. */
final class NoAlternativeNames extends CertificateRule {

    NoAlternativeNames() {
        super("code-signing-no-alternative-names", "CSBR §7.1.2.4", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME), "there must be no subjectAltName");
    }
}
