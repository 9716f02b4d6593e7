package pk.muhr.lint.codesigning;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.List;
import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyPurpose;

/** The certificate is for signing programs alone. */
final class CodeSigningAlone extends CertificateRule {

    CodeSigningAlone() {
        super("code-signing-purpose", "CSBR §7.1.2.3 f", Scope.of(CertificateType.CODE_SIGNER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.purposes().equals(List.of(KeyPurpose.CODE_SIGNING.oid())),
                () -> "extKeyUsage must be codeSigning alone, not " + s.purposes());
    }
}
