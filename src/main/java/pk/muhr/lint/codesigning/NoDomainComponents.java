package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** No domain components stand in the subject. */
final class NoDomainComponents extends CertificateRule {

    NoDomainComponents() {
        super("code-signing-no-domain-component", "CSBR §7.1.4.2.2 c", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(s.count(AttributeType.DOMAIN_COMPONENT) == 0, "the subject holds domainComponent");
    }
}
