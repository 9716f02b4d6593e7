package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** A key that commits its holder has a key usage of type A, B or F. */
final class UsageOfCommitment extends CertificateRule {

    private static final Set<Set<KeyUsage>> PERMITTED = Set.of(
            Set.of(KeyUsage.NON_REPUDIATION),
            Set.of(KeyUsage.NON_REPUDIATION, KeyUsage.DIGITAL_SIGNATURE),
            Set.of(KeyUsage.NON_REPUDIATION, KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT),
            Set.of(KeyUsage.NON_REPUDIATION, KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_AGREEMENT));

    UsageOfCommitment() {
        super(
                "signature-key-usage",
                "EN 319 412-2 §4.3.2, EN 319 412-3 §4.3.1",
                Scope.of(CertificateType.DIGITAL_SIGNATURE, CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(PERMITTED.contains(s.keyUsage()), () -> "keyUsage " + s.keyUsage() + " is not of type A, B or F");
    }
}
