package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.OptionalInt;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** Every authority leaves less room below it than the one above. */
final class PathLength extends CertificateRule {

    PathLength() {
        super("ca-path-length", "RFC 5280 §4.2.1.9", Scope.SUBORDINATES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        OptionalInt own = s.certificate().pathLength();
        OptionalInt above = s.issuerPathLength();
        return unless(
                own.isPresent() && (above.isEmpty() || own.getAsInt() < above.getAsInt()),
                "pathLenConstraint must be there and shorter than the issuer's");
    }
}
