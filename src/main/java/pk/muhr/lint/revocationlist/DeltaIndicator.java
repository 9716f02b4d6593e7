package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.math.BigInteger;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A list of changes names an earlier list that it starts from. */
final class DeltaIndicator extends RevocationListRule {

    DeltaIndicator() {
        super("crl-delta-indicator", "RFC 5280 §5.2.4");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.isDelta();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        BigInteger start = s.list().deltaOf().orElseThrow();
        BigInteger number = s.list().number().orElseThrow();
        return unless(
                start.signum() > 0 && start.compareTo(number) < 0,
                () -> "the list " + number + " cannot hold the changes since the list " + start);
    }
}
