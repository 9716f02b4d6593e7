package pk.muhr.lint.email;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.NameKind;

/** A mailbox is written in its one canonical form. */
final class MailboxForm extends CertificateRule {

    MailboxForm() {
        super("email-mailbox-form", "RFC 5280 §4.2.1.6, RFC 5321 §4.1.2", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String mailbox : s.names(NameKind.EMAIL)) {
            if (!new EmailAddress(mailbox).value().equals(mailbox)) {
                return Optional.of("the mailbox " + mailbox + " is not in its canonical form");
            }
        }
        return Optional.empty();
    }
}
