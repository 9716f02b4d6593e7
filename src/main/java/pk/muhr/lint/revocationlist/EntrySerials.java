package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;

/** An entry is about a serial number: positive, of at most 20 octets. */
final class EntrySerials extends RevocationEntryRule {

    EntrySerials() {
        super("crl-entry-serial", "RFC 5280 §4.1.2.2, §5.1.2.6");
    }

    @Override
    public Optional<String> check(RevocationEntrySubject s) {
        return unless(s.entry().serialIsProper(), "an entry has no serial number of 1 to 20 octets");
    }
}
