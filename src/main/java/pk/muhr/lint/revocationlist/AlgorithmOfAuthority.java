package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.Der;

/** The algorithm is permitted, the same inside and outside, and one for the authority's key. */
final class AlgorithmOfAuthority extends RevocationListRule {

    AlgorithmOfAuthority() {
        super("crl-algorithm", "RFC 5280 §5.1.1.2, BR §7.1.3.2");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        String key = s.issuer().key().label();
        boolean right = s.list()
                .signatureAlgorithm()
                .filter(algorithm -> algorithm.fits(key))
                .filter(algorithm ->
                        Der.of(algorithm.identifier()).equals(Der.of(s.encoded().getSignature())))
                .isPresent();
        return unless(right, () -> "the algorithm is not one for a key " + key + ", or differs inside and outside");
    }
}
