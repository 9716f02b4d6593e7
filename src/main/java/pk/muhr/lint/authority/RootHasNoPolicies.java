package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A root asserts no policies and points to no CRL of its own. */
final class RootHasNoPolicies extends CertificateRule {

    RootHasNoPolicies() {
        super("root-policies-absent", "BR §7.1.2.1.2", Scope.of(CertificateType.ROOT_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.has(Extensions.CERTIFICATE_POLICIES) && !s.has(Extensions.CRL_DISTRIBUTION_POINTS),
                "a root has no certificatePolicies and no CRL distribution point");
    }
}
