package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** An authority has a subject key identifier, which what it signs will point to. */
final class KeyIdentifierOfAuthority extends CertificateRule {

    KeyIdentifierOfAuthority() {
        super("ca-subject-key-identifier", "RFC 5280 §4.2.1.2", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(s.has(Extensions.SUBJECT_KEY_IDENTIFIER), "an authority needs a subjectKeyIdentifier");
    }
}
