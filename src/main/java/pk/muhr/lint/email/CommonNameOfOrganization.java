package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** The common name of an organisation is its name or one of the mailboxes. */
final class CommonNameOfOrganization extends CertificateRule {

    CommonNameOfOrganization() {
        super(
                "email-organization-common-name",
                "S/MIME BR §7.1.4.2.2 a",
                Scope.of(CertificateType.SMIME).validated(Validation.ORGANIZATION));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> permitted = new ArrayList<>(s.values(AttributeType.ORGANIZATION));
        permitted.addAll(s.names(NameKind.EMAIL));
        return unless(
                permitted.containsAll(s.values(AttributeType.COMMON_NAME)),
                "the common name is neither the organisation's name nor one of its mailboxes");
    }
}
