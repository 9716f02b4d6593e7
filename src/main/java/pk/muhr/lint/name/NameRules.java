package pk.muhr.lint.name;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for subjects and alternative names of all types (RFC 5280 §4.1.2.6, BR §7.1.4). */
public final class NameRules {

    private NameRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new SubjectOfProfile(),
                new SubjectOrder(),
                new SubjectOnce(),
                new SubjectPresent(),
                new SubjectEncoding(),
                new SubjectLength(),
                new SubjectWhitespace(),
                new SubjectLegible(),
                new SubjectMeaningful(),
                new SubjectCountry(),
                new SubjectNotIssuer(),
                new OrganizationIdentifierForm(),
                new OrganizationIdentifierCountry(),
                new AlternativeNamesKinds(),
                new AlternativeNamesUncritical(),
                new AlternativeNamesCount(),
                new AlternativeNamesOnce());
    }
}
