package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** Where no person was verified, none stands in the subject. */
final class PersonAbsent extends CertificateRule {

    PersonAbsent() {
        super(
                "email-person-absent",
                "S/MIME BR §7.1.4.2.3, §7.1.4.2.4",
                Scope.of(CertificateType.SMIME).validated(Validation.ORGANIZATION, Validation.MAILBOX));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.GIVEN_NAME) == 0
                        && s.count(AttributeType.SURNAME) == 0
                        && s.count(AttributeType.PSEUDONYM) == 0
                        && s.count(AttributeType.TITLE) == 0,
                "the subject names a person, whom nobody verified");
    }
}
