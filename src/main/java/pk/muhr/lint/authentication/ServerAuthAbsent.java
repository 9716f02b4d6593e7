package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** What logs on is no server. */
final class ServerAuthAbsent extends CertificateRule {

    ServerAuthAbsent() {
        super(
                "authentication-no-server-auth",
                "Chrome 1.3.2, normative reference 4.8",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(!s.has(KeyPurpose.SERVER_AUTH), "extKeyUsage holds serverAuth");
    }
}
