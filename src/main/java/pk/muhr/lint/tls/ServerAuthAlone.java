package pk.muhr.lint.tls;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** A server's certificate is for servers alone. */
final class ServerAuthAlone extends CertificateRule {

    ServerAuthAlone() {
        super("tls-purposes", "BR §7.1.2.7.10, Chrome 1.3.2", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.purposes().equals(List.of(KeyPurpose.SERVER_AUTH.oid())),
                () -> "extKeyUsage must be serverAuth alone, not " + s.purposes());
    }
}
