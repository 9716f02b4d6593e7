package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NameKind;

/** The common name of a validated mailbox is that mailbox. */
final class CommonNameOfMailbox extends CertificateRule {

    CommonNameOfMailbox() {
        super(
                "email-mailbox-common-name",
                "S/MIME BR §7.1.4.2.2 a",
                Scope.of(CertificateType.SMIME).validated(Validation.MAILBOX));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> mailboxes = s.names(NameKind.EMAIL);
        return unless(
                mailboxes.containsAll(s.values(AttributeType.COMMON_NAME)),
                "the common name is none of the certificate's mailboxes");
    }
}
