package pk.muhr.lint.national;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.AttributeType;

/** A body of government is GOVPK, or GOVPK+ and a province of ours. */
final class GovernmentSubdivision extends CertificateRule {

    private static final List<String> SUBDIVISIONS = List.of("PB", "SD", "KP", "BA", "IS", "GB", "JK");
    private static final Set<String> FORMS = forms();

    GovernmentSubdivision() {
        super("government-subdivision", "S/MIME BR §7.1.4.2.2 d note 2, ISO 3166-2:PK", Scope.SUBSCRIBERS);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        for (String identifier : s.values(AttributeType.ORGANIZATION_IDENTIFIER)) {
            if (identifier.startsWith("GOV") && !FORMS.contains(identifier)) {
                return Optional.of("organizationIdentifier " + identifier + " is not GOVPK, nor GOVPK+ and one of "
                        + SUBDIVISIONS);
            }
        }
        return Optional.empty();
    }

    private static Set<String> forms() {
        Set<String> forms = new HashSet<>(Set.of("GOVPK"));
        SUBDIVISIONS.forEach(subdivision -> forms.add("GOVPK+" + subdivision));
        return Set.copyOf(forms);
    }
}
