package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Alternative names are not critical where the subject is not empty. */
final class AlternativeNamesUncritical extends CertificateRule {

    AlternativeNamesUncritical() {
        super("alternative-names-not-critical", "RFC 5280 §4.2.1.6", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME, true), "subjectAltName must not be critical");
    }
}
