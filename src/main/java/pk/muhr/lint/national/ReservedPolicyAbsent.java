package pk.muhr.lint.national;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.ReservedPolicies;

/** Where no baseline governs, no reserved policy claims that one does. */
final class ReservedPolicyAbsent extends CertificateRule {

    ReservedPolicyAbsent() {
        super(
                "reserved-policy-absent",
                "BR §7.1.6.1, normative reference 4.8",
                Scope.of(
                        CertificateType.AUTHENTICATION_PERSON,
                        CertificateType.AUTHENTICATION_DEVICE,
                        CertificateType.DIGITAL_SIGNATURE,
                        CertificateType.ESEAL,
                        CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> reserved = ReservedPolicies.among(s.policies());
        return unless(reserved.isEmpty(), () -> "certificatePolicies claims a baseline: " + reserved);
    }
}
