package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Extension;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.RevocationListExtensions;

/**
 * A list has its number and its authority's key identifier, and by the policy what a part of a divided list, a list of
 * changes or one that keeps expired certificates needs; nothing else. Those that change its meaning are critical.
 */
final class ExtensionsOfLists extends RevocationListRule {

    ExtensionsOfLists() {
        super("crl-extensions", "RFC 5280 §5.2, BR §7.2.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        List<String> found =
                s.list().extensions().stream().map(Extension::oid).sorted().toList();
        List<String> expected = List.copyOf(expected(s));
        return unless(
                found.equals(expected) && s.list().extensions().stream().allMatch(ExtensionsOfLists::isMarkedRightly),
                () -> "the list has the extensions " + found + ", must have " + expected + "; critical are only "
                        + "issuingDistributionPoint and deltaCRLIndicator");
    }

    private static TreeSet<String> expected(RevocationListSubject s) {
        TreeSet<String> expected =
                new TreeSet<>(List.of(RevocationListExtensions.NUMBER, Extensions.AUTHORITY_KEY_IDENTIFIER));
        if (s.facts().partitioned()) {
            expected.add(RevocationListExtensions.ISSUING_DISTRIBUTION_POINT);
        }
        if (s.keepsExpired()) {
            expected.add(RevocationListExtensions.EXPIRED_CERTIFICATES);
        }
        if (s.authority().crl().deltaEvery().isPresent()) {
            expected.add(s.isDelta() ? RevocationListExtensions.DELTA_INDICATOR : RevocationListExtensions.FRESHEST);
        }
        return expected;
    }

    private static boolean isMarkedRightly(Extension extension) {
        boolean changesMeaning = extension.oid().equals(RevocationListExtensions.ISSUING_DISTRIBUTION_POINT)
                || extension.oid().equals(RevocationListExtensions.DELTA_INDICATOR);
        return extension.critical() == changesMeaning;
    }
}
