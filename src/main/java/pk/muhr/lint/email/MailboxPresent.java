package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.NameKind;

/** At least one mailbox stands in the alternative names. */
final class MailboxPresent extends CertificateRule {

    MailboxPresent() {
        super("email-mailbox-present", "S/MIME BR §7.1.2.3 h", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.names(NameKind.EMAIL).isEmpty(), "subjectAltName must hold an rfc822Name");
    }
}
