package pk.muhr.lint.revocationlist;

import java.util.List;

import pk.muhr.lint.rule.RevocationEntryRule;
import pk.muhr.lint.rule.RevocationListRule;

/** Rules for CRLs (RFC 5280 §5, BR §7.2). */
public final class RevocationListRules {

    private RevocationListRules() {}

    /** All of them, in the order in which they are judged. */
    public static List<RevocationListRule> all() {
        return List.of(
                new Version2(),
                new AlgorithmOfAuthority(),
                new IssuerBytes(),
                new IssuerMaySign(),
                new ThisUpdate(),
                new NextUpdate(),
                new TimeEncoding(),
                new ExtensionsOfLists(),
                new AuthorityKeyIdentifierAlone(),
                new NumberOfList(),
                new NumberRises(),
                new TimeMovesForward(),
                new DistributionPointOfPart(),
                new DeltaIndicator(),
                new FreshestList(),
                new ExpiredCertificates(),
                new EntriesPresent(),
                new NothingLost(),
                new ListDerEncoding());
    }

    /** Those for each entry; the first says how an entry is written at all. */
    public static List<RevocationEntryRule> ofEntries() {
        return List.of(
                new EntryEncoding(),
                new EntrySerials(),
                new EntryDates(),
                new EntryExtensions(),
                new InvalidityDates());
    }
}
