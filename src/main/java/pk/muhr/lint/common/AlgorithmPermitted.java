package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The signature algorithm is one of those that are permitted, byte for byte; SHA-1 is in none of them. */
final class AlgorithmPermitted extends CertificateRule {

    AlgorithmPermitted() {
        super("algorithm-permitted", "BR §7.1.3.2", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().signatureAlgorithm().isPresent(),
                "the AlgorithmIdentifier of the signature is none of those that are permitted");
    }
}
