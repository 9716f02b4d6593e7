package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A unit is named by country, organisation and its own name, once each. */
final class SubjectOfUnit extends CertificateRule {

    SubjectOfUnit() {
        super(
                "time-stamping-subject",
                "EN 319 422 §6, RFC 3628 §7.3.1 h",
                Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1,
                "the subject needs C, O and CN once each");
    }
}
