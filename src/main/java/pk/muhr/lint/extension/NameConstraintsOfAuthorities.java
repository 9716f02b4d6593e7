package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Kind;
import pk.muhr.x509.Extensions;

/** Only an authority has name constraints. */
final class NameConstraintsOfAuthorities extends CertificateRule {

    NameConstraintsOfAuthorities() {
        super("name-constraints-are-for-authorities", "RFC 5280 §4.2.1.10", Scope.of(Kind.SUBSCRIBER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.NAME_CONSTRAINTS), "nameConstraints belong to authorities only");
    }
}
