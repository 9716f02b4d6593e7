package pk.muhr.lint.national;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.NameKind;

/** Every server lies at or below the names of its domain in hierarchy.yaml. */
final class GovernmentNamespace extends CertificateRule {

    GovernmentNamespace() {
        super(
                "government-namespace",
                "Microsoft 3.1.12, normative reference 0.2",
                Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<List<String>> permitted = s.domain().flatMap(HierarchyPolicy.Domain::dnsNames);
        if (permitted.isEmpty()) {
            return Optional.empty();
        }
        for (String name : s.names(NameKind.DNS)) {
            String host = name.startsWith("*.") ? name.substring(2) : name;
            if (permitted.get().stream().noneMatch(top -> host.equals(top) || host.endsWith("." + top))) {
                return Optional.of("the authorities of this domain certify only servers at or below "
                        + String.join(", ", permitted.get()) + ", and " + name + " is not");
            }
        }
        return Optional.empty();
    }
}
