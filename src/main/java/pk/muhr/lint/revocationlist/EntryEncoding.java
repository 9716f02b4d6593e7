package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationEntrySubject;

/** An entry is written in the one form that DER and RFC 5280 leave, with times in the right one of the two. */
final class EntryEncoding extends RevocationEntryRule {

    EntryEncoding() {
        super("crl-entry-encoding", "RFC 5280 §5.1.2.6, §5.3.2, X.690 §10, §11");
    }

    @Override
    public Optional<String> check(RevocationEntrySubject s) {
        return unless(
                s.entry().timesRight(),
                "an entry has a time that is not UTCTime to 2049 or GeneralizedTime from 2050, or an invalidityDate that"
                        + " is no GeneralizedTime");
    }
}
