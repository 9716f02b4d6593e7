package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.KeyPurpose;

/** The purposes are the profile's, or the authority's of hierarchy.yaml, in their order. */
final class ExtendedKeyUsageOfProfile extends CertificateRule {

    ExtendedKeyUsageOfProfile() {
        super("extended-key-usage", "RFC 5280 §4.2.1.12, BR §7.1.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> expected =
                s.expectedPurposes().stream().map(KeyPurpose::oid).toList();
        return unless(s.purposes().equals(expected), () -> "extKeyUsage " + s.purposes() + " is not " + expected);
    }
}
