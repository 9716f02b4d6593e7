package pk.muhr.lint.key;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Map;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Der;

/** The key's AlgorithmIdentifier is that of BR, byte for byte: RSA with NULL parameters, curves by name. */
final class SpkiAlgorithm extends CertificateRule {

    private static final Der RSA = Der.ofHex("300d06092a864886f70d0101010500");
    private static final Map<String, Der> EXPECTED = Map.of(
            "P-256", Der.ofHex("301306072a8648ce3d020106082a8648ce3d030107"),
            "P-384", Der.ofHex("301006072a8648ce3d020106052b81040022"),
            "P-521", Der.ofHex("301006072a8648ce3d020106052b81040023"));

    SpkiAlgorithm() {
        super("spki-algorithm", "BR §7.1.3.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Der expected = EXPECTED.getOrDefault(s.certificate().key().label(), RSA);
        return unless(
                Der.of(s.tbs().getSubjectPublicKeyInfo().getAlgorithm()).equals(expected),
                () -> "the key's AlgorithmIdentifier is not " + expected.hex());
    }
}
