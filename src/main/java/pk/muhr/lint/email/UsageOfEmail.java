package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** A key signs mail or takes over its keys, in the way of its family. */
final class UsageOfEmail extends CertificateRule {

    private static final Set<KeyUsage> RSA =
            Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION, KeyUsage.KEY_ENCIPHERMENT);
    private static final Set<KeyUsage> EC =
            Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION, KeyUsage.KEY_AGREEMENT);

    UsageOfEmail() {
        super("email-key-usage", "S/MIME BR §7.1.2.3 e", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<KeyUsage> permitted = s.rsa().isPresent() ? RSA : EC;
        return unless(
                !s.keyUsage().isEmpty()
                        && permitted.containsAll(s.keyUsage())
                        && !s.keyUsage().equals(Set.of(KeyUsage.NON_REPUDIATION)),
                () -> "keyUsage " + s.keyUsage() + " is not for e-mail with a key of this kind");
    }
}
