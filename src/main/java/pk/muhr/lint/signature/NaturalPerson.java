package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A natural person has country, common name, serial number, and a name or else a pseudonym. */
final class NaturalPerson extends CertificateRule {

    NaturalPerson() {
        super("signature-natural-person", "EN 319 412-2 §4.2.4", Scope.of(CertificateType.DIGITAL_SIGNATURE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean named = s.count(AttributeType.GIVEN_NAME) + s.count(AttributeType.SURNAME) > 0;
        boolean hidden = s.count(AttributeType.PSEUDONYM) > 0;
        return unless(
                s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1
                        && s.count(AttributeType.SERIAL_NUMBER) == 1
                        && named != hidden,
                "the subject needs C, CN and serialNumber once each, and givenName or surname or else pseudonym");
    }
}
