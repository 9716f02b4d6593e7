package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** The root and the domain authorities stand above all families and have no purposes. */
final class NoPurposesAboveIssuing extends CertificateRule {

    NoPurposesAboveIssuing() {
        super(
                "ca-purposes-absent",
                "BR §7.1.2.1.2, Mozilla 5.3",
                Scope.of(CertificateType.ROOT_CA, CertificateType.DOMAIN_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.EXTENDED_KEY_USAGE), "an authority above issuing ones has no extKeyUsage");
    }
}
