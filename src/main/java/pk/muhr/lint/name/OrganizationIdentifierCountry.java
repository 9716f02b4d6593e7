package pk.muhr.lint.name;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.OrganizationIdentifier;

/** The register is of the subject's country; an LEI's is of none. */
final class OrganizationIdentifierCountry extends CertificateRule {

    OrganizationIdentifierCountry() {
        super("organization-identifier-country", "S/MIME BR §7.1.4.2.2 d note 1", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<String> countries = s.values(AttributeType.COUNTRY);
        for (String identifier : s.values(AttributeType.ORGANIZATION_IDENTIFIER)) {
            Optional<String> country = OrganizationIdentifier.of(identifier).country();
            if (country.isPresent() && !countries.equals(List.of(country.get()))) {
                return Optional.of("organizationIdentifier " + identifier + " is not of the country " + countries);
            }
        }
        return Optional.empty();
    }
}
