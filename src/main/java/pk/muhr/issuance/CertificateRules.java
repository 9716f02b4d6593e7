package pk.muhr.issuance;

import java.util.List;

import pk.muhr.lint.Linter;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Citation;

/** The rules that a prepared certificate kept, for whoever decides about it. */
public final class CertificateRules {

    private CertificateRules() {}

    /** A rule of the linter, and the clause that it carries out. */
    public record KeptRule(String id, Citation citation) {}

    /** Every rule that certificates of this profile must keep. One that breaks any of them is never prepared. */
    public static List<KeptRule> of(CertificateProfile profile) {
        return Linter.rulesFor(profile).stream()
                .map(rule -> new KeptRule(rule.id(), rule.citation()))
                .toList();
    }
}
