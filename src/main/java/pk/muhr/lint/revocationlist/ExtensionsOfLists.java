package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;

/** A list has its number and its authority's key identifier, not critical, and nothing else: it is whole and direct. */
final class ExtensionsOfLists extends RevocationListRule {

    ExtensionsOfLists() {
        super("crl-extensions", "RFC 5280 §5.2, BR §7.2.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        List<String> found =
                s.list().extensions().stream().map(Extension::oid).sorted().toList();
        List<String> expected = Stream.of(Extensions.CRL_NUMBER, Extensions.AUTHORITY_KEY_IDENTIFIER)
                .sorted()
                .toList();
        boolean noneCritical = s.list().extensions().stream().noneMatch(Extension::critical);
        return unless(
                found.equals(expected) && noneCritical,
                () -> "the list has the extensions " + found + ", must have " + expected + ", not critical");
    }
}
