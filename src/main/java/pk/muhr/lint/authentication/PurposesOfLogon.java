package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** The certificate is for clients, and for nothing beyond logging on. */
final class PurposesOfLogon extends CertificateRule {

    private static final Set<String> DEVICE = Set.of(KeyPurpose.CLIENT_AUTH.oid());
    private static final Set<String> PERSON =
            Set.of(KeyPurpose.CLIENT_AUTH.oid(), KeyPurpose.SMARTCARD_LOGON.oid(), KeyPurpose.PKINIT_CLIENT_AUTH.oid());

    PurposesOfLogon() {
        super(
                "authentication-purposes",
                "RFC 5280 §4.2.1.12, RFC 4556 §3.2.2",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        Set<String> permitted = s.is(CertificateType.AUTHENTICATION_PERSON) ? PERSON : DEVICE;
        return unless(
                s.has(KeyPurpose.CLIENT_AUTH) && permitted.containsAll(s.purposes()),
                () -> "extKeyUsage " + s.purposes() + " must hold clientAuth and nothing but " + permitted);
    }
}
