package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.AttributeType;

/** The signer's province or locality is named. */
final class PlaceOfSigner extends CertificateRule {

    PlaceOfSigner() {
        super("code-signing-locality", "CSBR §7.1.4.2.3 c, d", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.count(AttributeType.STATE_OR_PROVINCE) + s.count(AttributeType.LOCALITY) > 0,
                "the subject needs stateOrProvinceName or localityName");
    }
}
