package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The identifier of a legal person is something else than its name. */
final class IdentifierIsNoName extends CertificateRule {

    IdentifierIsNoName() {
        super("seal-identifier-is-no-name", "EN 319 412-3 §4.2.1", Scope.of(CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.values(AttributeType.ORGANIZATION_IDENTIFIER).equals(s.values(AttributeType.ORGANIZATION)),
                "organizationIdentifier repeats organizationName");
    }
}
