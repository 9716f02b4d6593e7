package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** An answer says something of at least one certificate. */
final class AnswersPresent extends OcspResponseRule {

    AnswersPresent() {
        super("ocsp-answers-present", "RFC 6960 §4.2.1");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return unless(!s.singles().isEmpty(), "no certificate is spoken of");
    }
}
