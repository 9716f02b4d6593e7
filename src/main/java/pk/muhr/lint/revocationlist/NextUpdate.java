package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** The next list is announced, and no later than the floors permit. */
final class NextUpdate extends RevocationListRule {

    NextUpdate() {
        super("crl-next-update", "RFC 5280 §5.1.2.5, BR §7.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        Optional<Instant> next = s.list().nextUpdate();
        if (next.isEmpty() || !next.get().isAfter(s.thisUpdate())) {
            return Optional.of("nextUpdate is missing or not after thisUpdate");
        }
        Duration length = Duration.between(s.thisUpdate(), next.get());
        return unless(
                length.compareTo(s.longestValidity()) <= 0,
                () -> "nextUpdate is " + length + " after thisUpdate, later than the "
                        + s.longestValidity().toDays() + " days of floors.yaml");
    }
}
