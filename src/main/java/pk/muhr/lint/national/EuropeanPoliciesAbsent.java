package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Nothing claims to be a qualified certificate of the European Union. */
final class EuropeanPoliciesAbsent extends CertificateRule {

    EuropeanPoliciesAbsent() {
        super("european-policies-absent", "EN 319 411-2 §5.3, Regulation (EU) 910/2014", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.policies().stream().noneMatch(oid -> oid.startsWith("0.4.0.194112.1.")),
                "certificatePolicies holds a policy for qualified certificates of the European Union");
    }
}
