package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.NameKind;

/** A person who logs on with a smart card has one user principal name. */
final class PrincipalPresent extends CertificateRule {

    PrincipalPresent() {
        super(
                "authentication-principal-present",
                "MS-WCCE §2.2.2.7.7",
                Scope.of(CertificateType.AUTHENTICATION_PERSON));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean needed = s.purposes().contains(KeyPurpose.SMARTCARD_LOGON.oid());
        int found = s.names(NameKind.UPN).size();
        return unless(
                found <= 1 && (found == 1 || !needed), () -> "there must be one user principal name, not " + found);
    }
}
