package pk.muhr.lint.email;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** Of a mailbox nothing else was verified, so the subject says nothing else. */
final class SubjectOfMailbox extends CertificateRule {

    private static final Set<AttributeType> PERMITTED =
            Set.of(AttributeType.COMMON_NAME, AttributeType.SERIAL_NUMBER, AttributeType.EMAIL_ADDRESS);

    SubjectOfMailbox() {
        super(
                "email-mailbox-subject",
                "S/MIME BR §7.1.4.2.3",
                Scope.of(CertificateType.SMIME).validated(Validation.MAILBOX));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            if (attribute.type().filter(PERMITTED::contains).isEmpty()) {
                return Optional.of("the subject holds " + attribute.name() + ", which was not verified");
            }
        }
        return Optional.empty();
    }
}
