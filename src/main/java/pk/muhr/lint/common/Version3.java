package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** A certificate with extensions is of version 3. */
final class Version3 extends CertificateRule {

    Version3() {
        super("version-3", "RFC 5280 §4.1.2.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().version() == 3,
                () -> "the version is " + s.certificate().version() + " and must be 3");
    }
}
