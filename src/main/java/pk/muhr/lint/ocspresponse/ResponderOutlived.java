package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** No answer is good for longer than the certificate of who gives it. */
final class ResponderOutlived extends OcspResponseRule {

    ResponderOutlived() {
        super("ocsp-responder-outlived", "Mozilla Root Store Policy §6");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                s.singles().stream()
                        .map(single -> OcspResponseSubject.time(single.getNextUpdate()))
                        .noneMatch(s.responder().notAfter()::isBefore),
                "nextUpdate is after the end of the responder's certificate");
    }
}
