package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A unit has no names of hosts or mailboxes. */
final class NoAlternativeNames extends CertificateRule {

    NoAlternativeNames() {
        super("time-stamping-no-alternative-names", "EN 319 422 §6", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.SUBJECT_ALTERNATIVE_NAME), "there must be no subjectAltName");
    }
}
