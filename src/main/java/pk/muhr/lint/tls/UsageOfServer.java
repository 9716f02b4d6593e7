package pk.muhr.lint.tls;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** An RSA key signs or takes over keys; a key on a curve signs and does nothing else. */
final class UsageOfServer extends CertificateRule {

    private static final Set<KeyUsage> PERMITTED_RSA = Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT);

    UsageOfServer() {
        super("tls-key-usage", "BR §7.1.2.7.11", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean right = s.rsa().isPresent()
                ? !s.keyUsage().isEmpty() && PERMITTED_RSA.containsAll(s.keyUsage())
                : s.keyUsage().equals(Set.of(KeyUsage.DIGITAL_SIGNATURE));
        return unless(right, () -> "keyUsage " + s.keyUsage() + " is not for a server with a key of this kind");
    }
}
