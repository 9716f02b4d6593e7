package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.KeyUsage;

/** The key usage is critical and is the profile's for a key of this family, bit for bit. */
final class KeyUsageOfProfile extends CertificateRule {

    KeyUsageOfProfile() {
        super("key-usage", "RFC 5280 §4.2.1.3", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<KeyUsage> expected = s.profile().usagesOf(s.certificate().key());
        return unless(
                s.extension(Extensions.KEY_USAGE).equals(Optional.of(Extensions.keyUsage(expected))),
                () -> "keyUsage must be critical and be " + expected);
    }
}
