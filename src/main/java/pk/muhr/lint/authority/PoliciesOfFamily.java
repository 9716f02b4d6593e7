package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.ReservedPolicies;
import pk.muhr.x509.Extensions;

/** An issuing authority names its policies one by one, and of the reserved ones only those of its family. */
final class PoliciesOfFamily extends CertificateRule {

    PoliciesOfFamily() {
        super(
                "ca-policies-of-family",
                "BR §7.1.2.10.5, S/MIME BR §7.1.2.2 a, CSBR §7.1.2.2 a",
                Scope.of(CertificateType.ISSUING_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        CertificateFamily family =
                s.authority().flatMap(HierarchyPolicy.Authority::family).orElseThrow();
        String arc =
                switch (family) {
                    case TLS -> "2.23.140.1.2.";
                    case EMAIL -> "2.23.140.1.5.";
                    case CODE_SIGNING -> "2.23.140.1.4.1";
                    case TIME_STAMPING -> "2.23.140.1.4.2";
                    case AUTHENTICATION, SIGNING -> "none";
                };
        List<String> reserved = ReservedPolicies.among(s.policies());
        boolean one = family == CertificateFamily.EMAIL ? !reserved.isEmpty() : reserved.size() == 1;
        boolean right = !s.policies().isEmpty()
                && !s.policies().contains(Extensions.ANY_POLICY)
                && reserved.stream().allMatch(oid -> oid.startsWith(arc))
                && (arc.equals("none") || one);
        return unless(
                right,
                () -> "certificatePolicies " + s.policies() + " must name the policies of the family " + family.label()
                        + " and not anyPolicy");
    }
}
