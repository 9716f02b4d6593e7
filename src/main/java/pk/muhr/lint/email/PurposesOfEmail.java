package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.ReservedPolicies;
import pk.muhr.x509.KeyPurpose;

/** The certificate is for e-mail; in no generation for servers, programs or time-stamps, in the strict one for nothing else. */
final class PurposesOfEmail extends CertificateRule {

    private static final Set<String> FORBIDDEN = Set.of(
            KeyPurpose.SERVER_AUTH.oid(),
            KeyPurpose.CODE_SIGNING.oid(),
            KeyPurpose.TIME_STAMPING.oid(),
            KeyPurpose.OCSP_SIGNING.oid());

    PurposesOfEmail() {
        super("email-purposes", "S/MIME BR §7.1.2.3 f", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        String reserved = ReservedPolicies.of(s.profile()).orElse("");
        boolean strict = reserved.endsWith(".3") && s.purposes().size() != 1;
        boolean forbidden = s.purposes().stream().anyMatch(FORBIDDEN::contains);
        return unless(
                s.has(KeyPurpose.EMAIL_PROTECTION) && !strict && !forbidden,
                () -> "extKeyUsage " + s.purposes() + " is not for e-mail in this generation");
    }
}
