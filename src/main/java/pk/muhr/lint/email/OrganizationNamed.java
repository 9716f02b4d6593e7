package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The organisation stands in the subject by name and by identifier, once each. */
final class OrganizationNamed extends CertificateRule {

    OrganizationNamed() {
        super(
                "email-organization",
                "S/MIME BR §7.1.4.2.4, §7.1.4.2.5",
                Scope.of(CertificateType.SMIME).validated(Validation.ORGANIZATION, Validation.SPONSOR));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.ORGANIZATION) == 1 && s.count(AttributeType.ORGANIZATION_IDENTIFIER) == 1,
                "the subject needs organizationName and organizationIdentifier once each");
    }
}
