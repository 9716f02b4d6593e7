package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A list has a number that is positive and fits 20 octets. */
final class NumberOfList extends RevocationListRule {

    private static final int BITS = 159;

    NumberOfList() {
        super("crl-number", "RFC 5280 §5.2.3");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return s.list()
                .number()
                .map(number -> unless(
                        number.signum() > 0 && number.bitLength() <= BITS,
                        () -> "the number must be positive and fit 20 octets: " + number))
                .orElseGet(() -> Optional.of("the number is missing"));
    }
}
