package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The signed algorithm and the one beside the signature are the same bytes. */
final class AlgorithmsAgree extends CertificateRule {

    AlgorithmsAgree() {
        super("algorithms-agree", "RFC 5280 §4.1.1.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().algorithmsAgree(),
                "the AlgorithmIdentifier inside the signed part differs from the one outside");
    }
}
