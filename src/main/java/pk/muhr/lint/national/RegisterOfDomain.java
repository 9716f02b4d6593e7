package pk.muhr.lint.national;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.OrganizationIdentifier;

/** A subscriber stands in a register of its domain: no company under the government's authorities, nor the reverse. */
final class RegisterOfDomain extends CertificateRule {

    RegisterOfDomain() {
        super("organization-register", "Microsoft 3.1.12, normative reference 1.5", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Optional<HierarchyPolicy.Domain> domain = s.domain();
        for (String identifier : s.values(AttributeType.ORGANIZATION_IDENTIFIER)) {
            if (domain.isPresent()
                    && !domain.get()
                            .organizationIdentifiers()
                            .contains(OrganizationIdentifier.of(identifier).scheme())) {
                return Optional.of("organizationIdentifier " + identifier + " is of no register of this domain: "
                        + domain.get().organizationIdentifiers());
            }
        }
        return Optional.empty();
    }
}
