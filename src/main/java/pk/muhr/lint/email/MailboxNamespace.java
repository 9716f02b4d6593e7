package pk.muhr.lint.email;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.NameKind;

/** Every mailbox lies in the domains to which hierarchy.yaml constrains the issuing authority. */
final class MailboxNamespace extends CertificateRule {

    MailboxNamespace() {
        super("email-namespace", "S/MIME BR §7.1.5, RFC 5280 §4.2.1.10", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<List<String>> permitted = s.profile()
                .authority()
                .flatMap(s.bundle().hierarchy()::authority)
                .flatMap(HierarchyPolicy.Authority::permittedEmailDomains);
        for (String mailbox : s.names(NameKind.EMAIL)) {
            String host = mailbox.substring(mailbox.indexOf('@') + 1);
            boolean inside = permitted.isEmpty()
                    || permitted.get().stream()
                            .anyMatch(domain -> domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain));
            if (!inside) {
                return Optional.of("the mailbox " + mailbox + " lies outside " + permitted.get());
            }
        }
        return Optional.empty();
    }
}
