package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** A responder is named as authorities are: country, organisation and common name once each, and nothing else. */
final class SubjectOfResponder extends CertificateRule {

    SubjectOfResponder() {
        super("responder-subject", "BR §7.1.2.8, §7.1.2.10.2", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.attributes().size() == 3
                        && s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1,
                "the subject needs C, O and CN once each and nothing else");
    }
}
