package pk.muhr.lint.codesigning;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates that sign programs (Code Signing BR §7.1). */
public final class CodeSigningRules {

    private CodeSigningRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new SubjectOfSigner(),
                new PlaceOfSigner(),
                new CommonNameIsLegalName(),
                new NoDomainComponents(),
                new NoAlternativeNames(),
                new CodeSigningAlone(),
                new SignatureAlone(),
                new RsaSizeOfSigner(),
                new StatusFindable());
    }
}
