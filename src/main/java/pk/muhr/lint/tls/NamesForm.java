package pk.muhr.lint.tls;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.NameKind;

/** A DNS name is fully qualified, of letters, digits and hyphens, in small letters, and no internal name. */
final class NamesForm extends CertificateRule {

    NamesForm() {
        super("tls-names-form", "BR §7.1.2.7.12, RFC 5890", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String name : s.names(NameKind.DNS)) {
            if (!new DnsName(name).value().equals(name)) {
                return Optional.of("the name " + name + " is not in its canonical form");
            }
        }
        return Optional.empty();
    }
}
