package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateProfile.CommonName;
import pk.muhr.x509.AttributeType;

/** The subject has the attributes that the profile gives and no others. */
final class SubjectOfProfile extends CertificateRule {

    /** What some bodies' records and some requests have and others have not. */
    private static final Set<AttributeType> OPTIONAL = Set.of(
            AttributeType.STATE_OR_PROVINCE,
            AttributeType.LOCALITY,
            AttributeType.ORGANIZATIONAL_UNIT,
            AttributeType.ORGANIZATION_IDENTIFIER,
            AttributeType.TITLE);

    SubjectOfProfile() {
        super("subject-of-profile", "BR §7.1.2, S/MIME BR §7.1.4.2", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        CertificateProfile.Subject given = s.profile().subject();
        Set<AttributeType> permitted = EnumSet.noneOf(AttributeType.class);
        permitted.addAll(given.fromBody());
        permitted.addAll(given.ofPerson());
        if (given.commonName() != CommonName.ABSENT) {
            permitted.add(AttributeType.COMMON_NAME);
        }
        Set<AttributeType> missing = EnumSet.noneOf(AttributeType.class);
        missing.addAll(permitted);
        missing.removeAll(OPTIONAL);
        for (SubjectAttribute attribute : s.attributes()) {
            if (attribute.type().isEmpty()
                    || !permitted.contains(attribute.type().get())) {
                return Optional.of("the subject holds " + attribute.name() + ", which the profile does not give");
            }
            missing.remove(attribute.type().get());
        }
        return unless(missing.isEmpty(), () -> "the subject lacks " + missing);
    }
}
