package pk.muhr.lint.tls;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A domain-validated subject says nothing but a country and a common name: nothing else was verified. */
final class SubjectOfDomain extends CertificateRule {

    SubjectOfDomain() {
        super(
                "tls-subject-of-domain",
                "BR §7.1.2.7.2",
                Scope.of(CertificateType.TLS_SERVER).validated(Validation.DOMAIN));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            if (!attribute.is(AttributeType.COUNTRY) && !attribute.is(AttributeType.COMMON_NAME)) {
                return Optional.of("the subject holds " + attribute.name() + ", which was not verified");
            }
        }
        return Optional.empty();
    }
}
