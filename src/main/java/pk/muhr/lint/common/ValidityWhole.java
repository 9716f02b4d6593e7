package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A validity begins before it ends. */
final class ValidityWhole extends CertificateRule {

    ValidityWhole() {
        super("validity-whole", "RFC 5280 §4.1.2.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().notBefore().isBefore(s.certificate().notAfter()), "notBefore is not before notAfter");
    }
}
