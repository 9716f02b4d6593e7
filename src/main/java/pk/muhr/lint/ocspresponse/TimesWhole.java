package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1GeneralizedTime;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** Times are in whole seconds of UTC. */
final class TimesWhole extends OcspResponseRule {

    private static final int WHOLE = "yyyyMMddHHmmssZ".length();

    TimesWhole() {
        super("ocsp-times-whole", "RFC 5019 §2.2.4, RFC 5280 §4.1.2.5.2");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                whole(s.data().getProducedAt())
                        && s.singles().stream()
                                .allMatch(single -> whole(single.getThisUpdate()) && whole(single.getNextUpdate())),
                "a time has a fraction or is not in UTC");
    }

    private static boolean whole(ASN1GeneralizedTime time) {
        return time.getTimeString().length() == WHOLE && time.getTimeString().endsWith("Z");
    }
}
