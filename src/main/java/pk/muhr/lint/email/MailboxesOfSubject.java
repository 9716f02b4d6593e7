package pk.muhr.lint.email;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.NameKind;

/** Every mailbox of the subject stands in the alternative names too. */
final class MailboxesOfSubject extends CertificateRule {

    MailboxesOfSubject() {
        super("email-subject-mailboxes", "S/MIME BR §7.1.4.2.1", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> mailboxes = s.names(NameKind.EMAIL);
        for (SubjectAttribute attribute : s.attributes()) {
            if (attribute.value().indexOf('@') >= 0 && !mailboxes.contains(attribute.value())) {
                return Optional.of(attribute.name() + " holds a mailbox that subjectAltName does not repeat");
            }
        }
        return Optional.empty();
    }
}
