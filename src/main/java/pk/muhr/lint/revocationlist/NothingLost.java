package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.OptionalLong;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.RevocationListFacts.Predecessor;

/** What the complete list before had is still there, unless it was released, or expired and was listed after that. */
final class NothingLost extends RevocationListRule {

    NothingLost() {
        super("crl-nothing-lost", "RFC 5280 §3.3, §5.3.1");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return !s.isDelta()
                && s.count().isPresent()
                && s.before()
                        .map(Predecessor::entries)
                        .filter(OptionalLong::isPresent)
                        .isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Predecessor before = s.before().orElseThrow();
        long fewest = before.entries().orElseThrow() - before.departed();
        return unless(
                s.count().orElseThrow() >= fewest,
                () -> "the list has " + s.count().orElseThrow() + " entries; of those of the list before, " + fewest
                        + " had no reason to leave");
    }
}
