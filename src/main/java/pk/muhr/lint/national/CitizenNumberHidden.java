package pk.muhr.lint.national;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;

/** Where the profile hides a citizen's number, no attribute shows it. */
final class CitizenNumberHidden extends CertificateRule {

    CitizenNumberHidden() {
        super(
                "citizen-number-hidden",
                "normative reference 1.5",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.DIGITAL_SIGNATURE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (s.profile()
                .subject()
                .naturalIdentifier()
                .equals(Optional.of(CertificateProfile.NaturalIdentifierForm.CLEAR))) {
            return Optional.empty();
        }
        for (SubjectAttribute attribute : s.attributes()) {
            if (attribute.value().contains("PNOPK") || attribute.value().contains("IDCPK")) {
                return Optional.of(attribute.name() + " shows the number of a citizen, which the profile hides");
            }
        }
        return Optional.empty();
    }
}
