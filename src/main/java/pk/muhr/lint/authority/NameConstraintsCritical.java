package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Name constraints are critical, so that nobody ignores them. */
final class NameConstraintsCritical extends CertificateRule {

    NameConstraintsCritical() {
        super("ca-name-constraints", "RFC 5280 §4.2.1.10", Scope.SUBORDINATES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.NAME_CONSTRAINTS, false), "nameConstraints must be critical");
    }
}
