package pk.muhr.lint.tls;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.GeneralNameText;

/** Servers are named by DNS names and in no other way. */
final class NamesDnsOnly extends CertificateRule {

    NamesDnsOnly() {
        super("tls-names-dns-only", "BR §7.1.2.7.12", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (GeneralNameText name : s.names()) {
            if (!name.isDns()) {
                return Optional.of("subjectAltName holds a name that is no dNSName: " + name.kind());
            }
        }
        return Optional.empty();
    }
}
