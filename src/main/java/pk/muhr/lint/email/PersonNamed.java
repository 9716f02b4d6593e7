package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile.Validation;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The person stands in the subject by name or by pseudonym, never by both. */
final class PersonNamed extends CertificateRule {

    PersonNamed() {
        super(
                "email-person",
                "S/MIME BR §7.1.4.2.5, §7.1.4.2.2 e",
                Scope.of(CertificateType.SMIME).validated(Validation.SPONSOR));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean named = s.count(AttributeType.GIVEN_NAME) + s.count(AttributeType.SURNAME) > 0;
        boolean hidden = s.count(AttributeType.PSEUDONYM) > 0;
        return unless(named != hidden, "the subject needs givenName or surname, or else a pseudonym, and never both");
    }
}
