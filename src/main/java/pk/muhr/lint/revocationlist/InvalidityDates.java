package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;

/** A key was no longer trustworthy before its certificate was revoked, or at that moment. */
final class InvalidityDates extends RevocationEntryRule {

    InvalidityDates() {
        super("crl-invalidity-date", "RFC 5280 §5.3.2");
    }

    @Override
    public Optional<String> check(RevocationEntrySubject s) {
        return unless(!s.entry().isInvalidLater(), "an entry has an invalidityDate after its revocationDate");
    }
}
