package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A person stands in the subject by name or by pseudonym, in an organisation. */
final class PersonNamed extends CertificateRule {

    PersonNamed() {
        super(
                "authentication-person",
                "normative reference 4.8, EN 319 412-2 §4.2.4",
                Scope.of(CertificateType.AUTHENTICATION_PERSON));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean named = s.count(AttributeType.GIVEN_NAME) + s.count(AttributeType.SURNAME) > 0;
        boolean hidden = s.count(AttributeType.PSEUDONYM) > 0;
        return unless(
                named != hidden
                        && s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1,
                "the subject needs C, O and CN once each, and givenName or surname or else pseudonym");
    }
}
