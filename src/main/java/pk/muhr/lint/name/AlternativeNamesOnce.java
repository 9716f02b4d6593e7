package pk.muhr.lint.name;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.GeneralNameText;

/** No alternative name stands twice. */
final class AlternativeNamesOnce extends CertificateRule {

    AlternativeNamesOnce() {
        super("alternative-names-once", "RFC 5280 §4.2.1.6", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<GeneralNameText> seen = new HashSet<>();
        for (GeneralNameText name : s.names()) {
            if (!seen.add(name)) {
                return Optional.of("subjectAltName holds a name twice: " + name.value());
            }
        }
        return Optional.empty();
    }
}
