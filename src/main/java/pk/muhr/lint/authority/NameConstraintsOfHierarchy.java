package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.Der;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** An authority is constrained to the names that hierarchy.yaml permits it, and to no IP address. */
final class NameConstraintsOfHierarchy extends CertificateRule {

    NameConstraintsOfHierarchy() {
        super("ca-name-constraints-of-hierarchy", "BR §7.1.2.5.2, S/MIME BR §7.1.5", Scope.SUBORDINATES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> dns = s.authority()
                .flatMap(HierarchyPolicy.Authority::permittedDnsNames)
                .orElse(List.of());
        List<String> email = s.authority()
                .flatMap(HierarchyPolicy.Authority::permittedEmailDomains)
                .orElse(List.of());
        Optional<Der> expected = dns.isEmpty() && email.isEmpty()
                ? Optional.empty()
                : Optional.of(Extensions.nameConstraints(dns, email).value());
        return unless(
                s.extension(Extensions.NAME_CONSTRAINTS).map(Extension::value).equals(expected),
                () -> "nameConstraints must permit " + dns + " and " + email + " and nothing else");
    }
}
