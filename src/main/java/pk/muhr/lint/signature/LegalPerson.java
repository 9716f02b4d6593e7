package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A legal person has country, name, identifier and common name, each once. */
final class LegalPerson extends CertificateRule {

    LegalPerson() {
        super("seal-legal-person", "EN 319 412-3 §4.2.1", Scope.of(CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.ORGANIZATION_IDENTIFIER) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1,
                "the subject needs C, O, organizationIdentifier and CN once each");
    }
}
