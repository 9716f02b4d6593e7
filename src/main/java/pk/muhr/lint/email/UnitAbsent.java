package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** No organisational unit stands in the subject: only an affiliate's legal name could, and we verify none. */
final class UnitAbsent extends CertificateRule {

    UnitAbsent() {
        super("email-unit-absent", "S/MIME BR §7.1.4.2.2 c", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(s.count(AttributeType.ORGANIZATIONAL_UNIT) == 0, "the subject holds organizationalUnitName");
    }
}
