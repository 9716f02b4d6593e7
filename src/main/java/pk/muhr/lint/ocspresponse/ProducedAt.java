package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** An answer is made at or after the time that it speaks of, and not in the future. */
final class ProducedAt extends OcspResponseRule {

    ProducedAt() {
        super("ocsp-produced-at", "RFC 6960 §2.4");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        Instant produced = OcspResponseSubject.time(s.data().getProducedAt());
        boolean whole = s.singles().stream().noneMatch(single -> OcspResponseSubject.time(single.getThisUpdate())
                .isAfter(produced));
        return unless(
                whole && !produced.isAfter(s.now()),
                () -> "producedAt " + produced + " is before thisUpdate or after now");
    }
}
