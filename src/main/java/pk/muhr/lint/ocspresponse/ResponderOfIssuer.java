package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;
import pk.muhr.x509.KeyPurpose;

/** The responder was delegated by the authority that it speaks for. */
final class ResponderOfIssuer extends OcspResponseRule {

    ResponderOfIssuer() {
        super("ocsp-responder-of-issuer", "RFC 6960 §4.2.2.2");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        boolean delegated = s.responder().issuer().equals(s.issuer().subject())
                && s.responder().keyPurposes().contains(KeyPurpose.OCSP_SIGNING.oid());
        return unless(delegated, "the responder's certificate is not a responder's of the authority");
    }
}
