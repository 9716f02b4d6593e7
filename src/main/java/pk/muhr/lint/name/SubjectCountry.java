package pk.muhr.lint.name;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.AttributeType;

/** A country is a code of ISO 3166-1 in capital letters, or XX. */
final class SubjectCountry extends CertificateRule {

    private static final Set<String> COUNTRIES = countries();

    SubjectCountry() {
        super("subject-country", "BR §7.1.4.2, ISO 3166-1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String country : s.values(AttributeType.COUNTRY)) {
            if (!COUNTRIES.contains(country)) {
                return Optional.of("countryName is no code of ISO 3166-1 in capital letters: " + country);
            }
        }
        return Optional.empty();
    }

    private static Set<String> countries() {
        Set<String> countries = new HashSet<>(Set.of(Locale.getISOCountries()));
        countries.add("XX");
        return Set.copyOf(countries);
    }
}
