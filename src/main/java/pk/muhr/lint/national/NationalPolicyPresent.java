package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** There is a policy of our own arc, so that every certificate says under which rules of ours it stands. */
final class NationalPolicyPresent extends CertificateRule {

    NationalPolicyPresent() {
        super("national-policy", "normative reference 1.4", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        String arc = s.bundle().certificatePolicy().arc() + ".";
        return unless(
                s.policies().stream().anyMatch(oid -> oid.startsWith(arc)),
                () -> "certificatePolicies holds no policy of the arc " + arc);
    }
}
