package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A responder's certificate says that its own status need not be asked. */
final class NoCheck extends CertificateRule {

    NoCheck() {
        super("responder-no-check", "BR §4.9.9, RFC 6960 §4.2.2.2.1", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.extension(Extensions.OCSP_NO_CHECK).equals(Optional.of(Extensions.ocspNoCheck())),
                "ocsp-nocheck must be there, not critical, and hold NULL");
    }
}
