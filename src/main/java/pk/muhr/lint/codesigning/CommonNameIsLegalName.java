package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The common name is the legal name, which people see when they are asked to trust a program. */
final class CommonNameIsLegalName extends CertificateRule {

    CommonNameIsLegalName() {
        super("code-signing-common-name", "CSBR §7.1.4.2.2 a", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.values(AttributeType.COMMON_NAME).equals(s.values(AttributeType.ORGANIZATION)),
                "the common name is not the organisation's legal name");
    }
}
