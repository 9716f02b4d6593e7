package pk.muhr.lint.ocspresponse;

import java.util.List;

import pk.muhr.lint.rule.OcspResponseRule;

/** The rules for OCSP answers. */
public final class OcspResponseRules {

    private OcspResponseRules() {}

    /** All of them. */
    public static List<OcspResponseRule> all() {
        return List.of(
                new AnswersPresent(),
                new ResponderByKey(),
                new ResponderOfIssuer(),
                new ProducedAt(),
                new NextUpdate(),
                new ResponderOutlived(),
                new ReasonAbsent(),
                new RevocationTime(),
                new ExtendedRevoke(),
                new TimesWhole(),
                new Nonce());
    }
}
