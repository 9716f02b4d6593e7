package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.SignatureAlgorithm;

/** The issuer's key can sign with the algorithm; on a curve the hash is bound to the curve. */
final class AlgorithmOfIssuerKey extends CertificateRule {

    AlgorithmOfIssuerKey() {
        super("algorithm-of-issuer-key", "BR §7.1.3.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        String key = s.issuer().key().label();
        SignatureAlgorithm algorithm = s.certificate().signatureAlgorithm().orElseThrow();
        return unless(algorithm.fits(key), () -> "a key " + key + " cannot sign with " + algorithm);
    }
}
