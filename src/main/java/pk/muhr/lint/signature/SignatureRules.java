package pk.muhr.lint.signature;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates that sign and seal documents (EN 319 412-2, -3, -5). */
public final class SignatureRules {

    private SignatureRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new UsageOfCommitment(),
                new NaturalPerson(),
                new LegalPerson(),
                new IdentifierIsNoName(),
                new PersonAbsentFromSeal(),
                new PurposesOfDocuments(),
                new IssuerFindable(),
                new StatementsUncritical(),
                new StatementsOnce(),
                new ComplianceWithLaw(),
                new SemanticsOfHolder(),
                new TypeOfHolder(),
                new DeviceNotClaimed(),
                new DisclosuresReadable());
    }
}
