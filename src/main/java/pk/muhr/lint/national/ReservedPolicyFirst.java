package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.ReservedPolicies;

/** Under a baseline there is exactly one reserved policy, that of the type and validation, and it stands first. */
final class ReservedPolicyFirst extends CertificateRule {

    ReservedPolicyFirst() {
        super(
                "reserved-policy",
                "BR §7.1.6.1, S/MIME BR §7.1.6.1, ballot CSC-32",
                Scope.of(
                        CertificateType.TLS_SERVER,
                        CertificateType.SMIME,
                        CertificateType.CODE_SIGNER,
                        CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> reserved = ReservedPolicies.among(s.policies());
        String expected = ReservedPolicies.of(s.profile()).orElseThrow();
        return unless(
                reserved.equals(List.of(expected)) && s.policies().getFirst().equals(expected),
                () -> "certificatePolicies must hold " + expected + " first and no other reserved policy, not "
                        + s.policies());
    }
}
