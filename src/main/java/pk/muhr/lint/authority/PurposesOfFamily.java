package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.KeyPurpose;

/** An issuing authority is for the purposes of one family. */
final class PurposesOfFamily extends CertificateRule {

    PurposesOfFamily() {
        super(
                "ca-purposes-of-family",
                "BR §7.1.2.3, Mozilla 5.3, CSBR §7.1.2.2 g",
                Scope.of(CertificateType.ISSUING_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<CertificateFamily> family = s.authority().flatMap(HierarchyPolicy.Authority::family);
        Set<String> permitted = new HashSet<>();
        for (CertificateType type : CertificateType.values()) {
            if (family.isPresent() && type.family().equals(family)) {
                for (KeyPurpose purpose : KeyPurpose.values()) {
                    if (type.permits(purpose)) {
                        permitted.add(purpose.oid());
                    }
                }
            }
        }
        return unless(
                !s.purposes().isEmpty() && permitted.containsAll(s.purposes()),
                () -> "extKeyUsage " + s.purposes() + " must hold purposes of one family alone: " + permitted);
    }
}
