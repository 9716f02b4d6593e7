package pk.muhr.lint.name;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.x509.GeneralNameText;
import pk.muhr.x509.NameKind;

/** The alternative names are of the profile's kinds, and those that it needs are there. */
final class AlternativeNamesKinds extends CertificateRule {

    AlternativeNamesKinds() {
        super("alternative-names-kinds", "RFC 5280 §4.2.1.6", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        List<NameKind> permitted = s.profile()
                .subjectAltName()
                .map(CertificateProfile.AlternativeNames::kinds)
                .orElse(List.of());
        Set<String> found = new HashSet<>();
        for (GeneralNameText name : s.names()) {
            if (permitted.stream().noneMatch(kind -> kind.label().equals(name.kind()))) {
                return Optional.of("subjectAltName holds a name that the profile does not give: " + name.kind());
            }
            found.add(name.kind());
        }
        List<NameKind> missing = s
                .profile()
                .subjectAltName()
                .map(CertificateProfile.AlternativeNames::mandatory)
                .orElse(List.of())
                .stream()
                .filter(kind -> !found.contains(kind.label()))
                .toList();
        return unless(missing.isEmpty(), () -> "subjectAltName lacks a name of the kinds " + missing);
    }
}
