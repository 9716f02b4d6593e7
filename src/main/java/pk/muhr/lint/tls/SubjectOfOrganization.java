package pk.muhr.lint.tls;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** An organisation-validated subject has country, organisation and a province or a locality, and nothing else. */
final class SubjectOfOrganization extends CertificateRule {

    private static final Set<AttributeType> PERMITTED = Set.of(
            AttributeType.COUNTRY,
            AttributeType.STATE_OR_PROVINCE,
            AttributeType.LOCALITY,
            AttributeType.ORGANIZATION,
            AttributeType.COMMON_NAME);

    SubjectOfOrganization() {
        super(
                "tls-subject",
                "BR §7.1.2.7.4",
                Scope.of(CertificateType.TLS_SERVER).validated(Validation.ORGANIZATION));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean right = s.count(AttributeType.COUNTRY) == 1
                && s.count(AttributeType.ORGANIZATION) == 1
                && s.count(AttributeType.STATE_OR_PROVINCE) + s.count(AttributeType.LOCALITY) > 0;
        for (SubjectAttribute attribute : s.attributes()) {
            right &= attribute.type().filter(PERMITTED::contains).isPresent();
        }
        return unless(
                right,
                () -> "the subject holds "
                        + s.attributes().stream().map(SubjectAttribute::name).toList()
                        + "; it needs C, O and ST or L, and may have CN");
    }
}
