package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** No person stands in the certificate of a machine. */
final class PersonAbsentFromDevice extends CertificateRule {

    PersonAbsentFromDevice() {
        super(
                "authentication-device-person-absent",
                "normative reference 4.8",
                Scope.of(CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.GIVEN_NAME) == 0
                        && s.count(AttributeType.SURNAME) == 0
                        && s.count(AttributeType.PSEUDONYM) == 0
                        && s.count(AttributeType.SERIAL_NUMBER) == 0,
                "the subject of a machine names a natural person");
    }
}
