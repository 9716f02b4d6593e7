package pk.muhr.lint.national;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules that no public linter has (normative reference, section 11). */
public final class NationalRules {

    private NationalRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new ReservedPolicyFirst(),
                new ReservedPolicyAbsent(),
                new NationalPolicyPresent(),
                new EuropeanPoliciesAbsent(),
                new GovernmentNamespace(),
                new CitizenNumberAbsent(),
                new PersonIdentifierForm(),
                new CitizenNumberHidden(),
                new GovernmentSubdivision(),
                new RegisterOfDomain(),
                new FamilyOfIssuer(),
                new PolicyOfIssuer());
    }
}
