package pk.muhr.lint.authority;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates of authorities (BR §7.1.2.1 to §7.1.2.6). */
public final class AuthorityRules {

    private AuthorityRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new SubjectOfAuthority(),
                new SubjectOfHierarchy(),
                new KeyOfHierarchy(),
                new SignsNoOcsp(),
                new UsageOfAuthority(),
                new PathLength(),
                new NameConstraintsCritical(),
                new NameConstraintsOfHierarchy(),
                new PurposesOfFamily(),
                new NoPurposesAboveIssuing(),
                new PoliciesOfFamily(),
                new KeyOfCodeSigning(),
                new AddressesOfSubordinate(),
                new KeyIdentifierOfAuthority(),
                new AlternativeNamesOfNobody(),
                new RootSignsItself(),
                new RootLastsLongEnough(),
                new RootHasNoPolicies());
    }
}
