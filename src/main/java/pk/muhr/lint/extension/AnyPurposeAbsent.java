package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** No certificate is for any purpose whatever. */
final class AnyPurposeAbsent extends CertificateRule {

    AnyPurposeAbsent() {
        super("any-purpose-absent", "BR §7.1.2, Mozilla 5.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.purposes().contains("2.5.29.37.0"), "extKeyUsage holds anyExtendedKeyUsage");
    }
}
