package pk.muhr.lint.email;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.NameKind;

/** The alternative names are mailboxes and nothing else. */
final class MailboxesOnly extends CertificateRule {

    MailboxesOnly() {
        super("email-mailboxes-only", "S/MIME BR §7.1.2.3 h", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (GeneralNameText name : s.names()) {
            if (!name.kind().equals(NameKind.EMAIL.label())) {
                return Optional.of("subjectAltName holds a name that is no mailbox: " + name.kind());
            }
        }
        return Optional.empty();
    }
}
