package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.AttributeType;

/** An authority has country, organisation and common name once each, and no unit. */
final class SubjectOfAuthority extends CertificateRule {

    SubjectOfAuthority() {
        super("ca-subject", "BR §7.1.2.10.2", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1
                        && s.count(AttributeType.ORGANIZATIONAL_UNIT) == 0,
                "the subject needs C, O and CN once each and no OU");
    }
}
