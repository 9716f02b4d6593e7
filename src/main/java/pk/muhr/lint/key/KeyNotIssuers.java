package pk.muhr.lint.key;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;

/** Nobody but the root has the key of its issuer. */
final class KeyNotIssuers extends CertificateRule {

    KeyNotIssuers() {
        super("key-not-of-issuer", "BR §6.1.1, Mozilla 5.3", Scope.allBut(CertificateType.ROOT_CA));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.certificate().key().spki().equals(s.issuer().key().spki()), "the key is the issuer's own");
    }
}
