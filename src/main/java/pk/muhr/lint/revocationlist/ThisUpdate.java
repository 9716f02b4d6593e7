package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.time.Duration;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A list is not made in the future: it would hold back all that follow. */
final class ThisUpdate extends RevocationListRule {

    /** Clocks of replicas differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    ThisUpdate() {
        super("crl-this-update", "RFC 5280 §5.1.2.4");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                !s.thisUpdate().isAfter(s.now().plus(CLOCKS_DIFFER)),
                () -> "thisUpdate " + s.thisUpdate() + " lies in the future at " + s.now());
    }
}
