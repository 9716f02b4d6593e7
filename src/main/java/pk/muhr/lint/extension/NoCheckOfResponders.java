package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** Only a responder's certificate says that its status need not be asked. */
final class NoCheckOfResponders extends CertificateRule {

    NoCheckOfResponders() {
        super("no-check-is-for-responders", "RFC 6960 §4.2.2.2.1", Scope.allBut(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(Extensions.OCSP_NO_CHECK), "ocsp-nocheck belongs to responders only");
    }
}
