package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** A root is its own issuer, by name and by key. */
final class RootSignsItself extends CertificateRule {

    RootSignsItself() {
        super("root-self-issued", "BR §7.1.2.1", Scope.of(CertificateType.ROOT_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().issuer().equals(s.certificate().subject())
                        && s.certificate()
                                .authorityKeyIdentifier()
                                .equals(s.certificate().subjectKeyIdentifier()),
                "a root's issuer and authorityKeyIdentifier must be its own subject and subjectKeyIdentifier");
    }
}
