package pk.muhr.lint.rule;

import pk.muhr.x509.EncodedEntry;

/**
 * What a rule for entries looks at.
 *
 * @param entry the one that passes by now
 * @param list the list that it stands in, without entries
 */
public record RevocationEntrySubject(EncodedEntry entry, RevocationListSubject list) {}
