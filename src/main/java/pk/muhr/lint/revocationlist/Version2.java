package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;

/** A CRL with extensions is of version 2. */
final class Version2 extends RevocationListRule {

    Version2() {
        super("crl-version-2", "RFC 5280 §5.1.2.1");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                s.list().version() == 2, () -> "the version is " + s.list().version() + " and must be 2");
    }
}
