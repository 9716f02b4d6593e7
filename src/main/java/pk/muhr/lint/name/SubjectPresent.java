package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** No certificate is without a subject, so that nobody's alternative names need be critical. */
final class SubjectPresent extends CertificateRule {

    SubjectPresent() {
        super("subject-present", "RFC 5280 §4.1.2.4, §4.1.2.6", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.attributes().isEmpty(), "the subject is empty");
    }
}
