package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.math.BigInteger;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** The number is higher than that of the list before. */
final class NumberRises extends RevocationListRule {

    NumberRises() {
        super("crl-number-rises", "RFC 5280 §5.2.3");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.before().isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        BigInteger last = s.before().orElseThrow().number();
        return unless(
                s.list().number().orElseThrow().compareTo(last) > 0,
                () -> "the number is not higher than " + last + ", that of the list before");
    }
}
