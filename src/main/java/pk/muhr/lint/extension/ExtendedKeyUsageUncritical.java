package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** The purposes are critical in a time-stamping unit's certificate and nowhere else. */
final class ExtendedKeyUsageUncritical extends CertificateRule {

    ExtendedKeyUsageUncritical() {
        super(
                "extended-key-usage-not-critical",
                "BR §7.1.2.7, S/MIME BR §7.1.2.3, EN 319 412-2 §4.3.9",
                Scope.allBut(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.EXTENDED_KEY_USAGE, true), "extKeyUsage must not be critical");
    }
}
