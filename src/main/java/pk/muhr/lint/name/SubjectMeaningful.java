package pk.muhr.lint.name;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.lint.rule.SubjectAttribute;

/** No attribute says only that there is nothing to say. */
final class SubjectMeaningful extends CertificateRule {

    private static final Set<String> ABSENT =
            Set.of("N/A", "N.A", "N.A.", "NOT APPLICABLE", "NONE", "NULL", "UNDEFINED", "UNKNOWN", "TBD");
    private static final int LONGEST = "NOT APPLICABLE".length() + 1;

    SubjectMeaningful() {
        super("subject-meaningful", "BR §7.1.2.7.4, S/MIME BR §7.1.4.2, CSBR §7.1.4.2.2 d", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (SubjectAttribute attribute : s.attributes()) {
            String value = attribute.value();
            boolean letters = value.codePoints().anyMatch(Character::isLetterOrDigit);
            if (!letters || value.length() < LONGEST && ABSENT.contains(value.toUpperCase(Locale.ROOT))) {
                return Optional.of(attribute.name() + " says only that there is none: " + value);
            }
        }
        return Optional.empty();
    }
}
