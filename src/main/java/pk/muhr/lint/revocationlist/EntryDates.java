package pk.muhr.lint.revocationlist;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;

/** Nothing is revoked after the list was made. */
final class EntryDates extends RevocationEntryRule {

    EntryDates() {
        super("crl-entry-dates", "RFC 5280 §5.1.2.6");
    }

    @Override
    public Optional<String> check(RevocationEntrySubject s) {
        return s.entry().revokedAt() <= s.list().thisUpdate().getEpochSecond()
                ? Optional.empty()
                : Optional.of("an entry is revoked at "
                        + Instant.ofEpochSecond(s.entry().revokedAt()) + ", after the list was made");
    }
}
