package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A list is not older than the one before. */
final class TimeMovesForward extends RevocationListRule {

    TimeMovesForward() {
        super("crl-time-moves-forward", "RFC 5280 §5.1.2.4");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.before().isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Instant last = s.before().orElseThrow().thisUpdate();
        return unless(
                !s.thisUpdate().isBefore(last),
                () -> "thisUpdate " + s.thisUpdate() + " is before " + last + ", that of the list before");
    }
}
