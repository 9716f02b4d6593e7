package pk.muhr.lint.responder;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for certificates of OCSP responders (BR §7.1.2.8). */
public final class ResponderRules {

    private ResponderRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new OcspSigningAlone(),
                new SignatureAlone(),
                new NoCheck(),
                new NoDistributionPoint(),
                new NoPolicies(),
                new NoAlternativeNames(),
                new NoNameConstraints(),
                new SubjectOfResponder());
    }
}
