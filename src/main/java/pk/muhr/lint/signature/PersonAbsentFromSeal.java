package pk.muhr.lint.signature;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** No natural person stands in a seal. */
final class PersonAbsentFromSeal extends CertificateRule {

    PersonAbsentFromSeal() {
        super("seal-person-absent", "EN 319 412-3 §4.2.1", Scope.of(CertificateType.ESEAL));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.GIVEN_NAME) == 0
                        && s.count(AttributeType.SURNAME) == 0
                        && s.count(AttributeType.PSEUDONYM) == 0,
                "the subject of a seal names a natural person");
    }
}
