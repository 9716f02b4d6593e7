package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.RevocationListExtensions;

/** A part of a divided list names the address that its certificates name, byte for byte, and limits nothing besides. */
final class DistributionPointOfPart extends RevocationListRule {

    DistributionPointOfPart() {
        super("crl-issuing-distribution-point", "RFC 5280 §5.2.5, BR §7.2.2.1");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.list()
                .extension(RevocationListExtensions.ISSUING_DISTRIBUTION_POINT)
                .isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                s.list()
                        .extensions()
                        .contains(RevocationListExtensions.issuingDistributionPoint(
                                s.facts().address())),
                () -> "issuingDistributionPoint is not " + s.facts().address() + " alone");
    }
}
