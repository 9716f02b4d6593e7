package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.net.URI;
import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.x509.RevocationListExtensions;

/** A complete list that has changes beside it says where they lie; a list of changes says nothing of the kind. */
final class FreshestList extends RevocationListRule {

    FreshestList() {
        super("crl-freshest", "RFC 5280 §5.2.6");
    }

    @Override
    public boolean appliesTo(RevocationListSubject s) {
        return s.list().extension(RevocationListExtensions.FRESHEST).isPresent();
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        URI changes = DistributionPoints.deltaOf(s.facts().address());
        return unless(
                !s.isDelta() && s.list().extensions().contains(RevocationListExtensions.freshest(changes)),
                () -> "freshestCRL is not " + changes + " alone, or stands in a list of changes");
    }
}
