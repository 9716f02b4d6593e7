package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The policies are exactly those of the policy files, in their order. */
final class PolicyIdentifiers extends CertificateRule {

    PolicyIdentifiers() {
        super("policy-identifiers", "BR §7.1.2.7.9, §7.1.2.10.5", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.policies().equals(s.expectedPolicies()),
                () -> "certificatePolicies " + s.policies() + " is not " + s.expectedPolicies());
    }
}
