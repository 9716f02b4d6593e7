package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The signer is named by country, organisation and common name, once each. */
final class SubjectOfSigner extends CertificateRule {

    SubjectOfSigner() {
        super("code-signing-subject", "CSBR §7.1.4.2.2 a, §7.1.4.2.3 a, f", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.COUNTRY) == 1
                        && s.count(AttributeType.ORGANIZATION) == 1
                        && s.count(AttributeType.COMMON_NAME) == 1,
                "the subject needs C, O and CN once each");
    }
}
