package pk.muhr.lint.national;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.NaturalIdentifier;

/** A person's serial number has the form that the profile asks: an identifier in the clear, or a keyed hash of it. */
final class PersonIdentifierForm extends CertificateRule {

    private static final int HASH_DIGITS = 64;

    PersonIdentifierForm() {
        super(
                "natural-identifier",
                "EN 319 412-1 §5.1.3, normative reference 1.5",
                Scope.of(
                        CertificateType.AUTHENTICATION_PERSON,
                        CertificateType.DIGITAL_SIGNATURE,
                        CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<CertificateProfile.NaturalIdentifierForm> form =
                s.profile().subject().naturalIdentifier();
        for (String number : s.values(AttributeType.SERIAL_NUMBER)) {
            boolean right = form.isPresent()
                    && switch (form.get()) {
                        case CLEAR -> NaturalIdentifier.of(number).semantics().equals(number);
                        case OPAQUE -> isHash(number);
                    };
            if (!right) {
                return Optional.of("serialNumber has not the form that the profile asks: " + form);
            }
        }
        return Optional.empty();
    }

    /** Whether it is a serial number in the form of a keyed hash. */
    static boolean isHash(SubjectAttribute attribute) {
        return attribute.is(AttributeType.SERIAL_NUMBER) && isHash(attribute.value());
    }

    private static boolean isHash(String number) {
        return number.length() == HASH_DIGITS
                && number.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
