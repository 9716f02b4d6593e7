package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** The reason of a revocation stands in the status, never in an extension. */
final class ReasonAbsent extends OcspResponseRule {

    ReasonAbsent() {
        super("ocsp-no-reason-extension", "BR §7.3.2");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(
                s.singles().stream().allMatch(single -> single.getSingleExtensions() == null),
                "there are extensions of single answers");
    }
}
