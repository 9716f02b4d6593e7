package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** A responder signs OCSP answers and does nothing else. */
final class OcspSigningAlone extends CertificateRule {

    OcspSigningAlone() {
        super("responder-key-usage", "BR §7.1.2.8", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.purposes().equals(List.of(KeyPurpose.OCSP_SIGNING.oid())),
                () -> "extKeyUsage must be OCSPSigning alone, not " + s.purposes());
    }
}
