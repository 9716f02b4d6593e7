package pk.muhr.lint.national;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A person's number stands in the clear in serialNumber alone, and there only where the profile says so. */
final class CitizenNumberHidden extends CertificateRule {

    CitizenNumberHidden() {
        super(
                "citizen-number-hidden",
                "normative reference 1.5",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.DIGITAL_SIGNATURE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean clear = s.profile()
                .subject()
                .naturalIdentifier()
                .equals(Optional.of(CertificateProfile.NaturalIdentifierForm.CLEAR));
        return PersonNumber.place(
                        s, attribute -> clear && isSerialNumber(attribute) || PersonIdentifierForm.isHash(attribute))
                .map(place -> place + " shows the number of a person, which the profile hides there");
    }

    private static boolean isSerialNumber(SubjectAttribute attribute) {
        return attribute.is(AttributeType.SERIAL_NUMBER);
    }
}
