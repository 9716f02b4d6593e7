package pk.muhr.lint.name;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.OrganizationIdentifier;

/** An organisation's identifier is one of a known register, in the one form of that register. */
final class OrganizationIdentifierForm extends CertificateRule {

    OrganizationIdentifierForm() {
        super("organization-identifier", "EN 319 412-1 §5.1.4, S/MIME BR §7.1.4.2.2 d", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String identifier : s.values(AttributeType.ORGANIZATION_IDENTIFIER)) {
            if (!OrganizationIdentifier.of(identifier).semantics().equals(identifier)) {
                return Optional.of("organizationIdentifier is not in the form of its register: " + identifier);
            }
        }
        return Optional.empty();
    }
}
