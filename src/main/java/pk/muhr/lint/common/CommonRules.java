package pk.muhr.lint.common;

import java.util.List;

import pk.muhr.lint.rule.CertificateRule;

/** Rules for every certificate (RFC 5280 §4.1, BR §7.1). */
public final class CommonRules {

    private CommonRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<CertificateRule> all() {
        return List.of(
                new Version3(),
                new SerialNumberEntropy(),
                new AlgorithmsAgree(),
                new AlgorithmPermitted(),
                new AlgorithmOfIssuerKey(),
                new IssuerBytes(),
                new ValidityWhole(),
                new ValidityOfProfile(),
                new ValidityOfFloors(),
                new ValidityEncoding(),
                new NotBeforeWindow(),
                new IssuerOutlived(),
                new IssuerMayIssue(),
                new UniqueIdentifiersAbsent(),
                new DerEncoding());
    }
}
