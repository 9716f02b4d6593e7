package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;
import java.util.Set;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.KeyUsage;

/** An authority signs certificates and CRLs, and nothing else but its own OCSP answers. */
final class UsageOfAuthority extends CertificateRule {

    private static final Set<KeyUsage> REQUIRED = Set.of(KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN);
    private static final Set<KeyUsage> PERMITTED =
            Set.of(KeyUsage.KEY_CERT_SIGN, KeyUsage.CRL_SIGN, KeyUsage.DIGITAL_SIGNATURE);

    UsageOfAuthority() {
        super("ca-key-usage", "BR §7.1.2.10.7", Scope.AUTHORITIES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.keyUsage().containsAll(REQUIRED) && PERMITTED.containsAll(s.keyUsage()),
                () -> "keyUsage must be keyCertSign and cRLSign, at most with digitalSignature, not " + s.keyUsage());
    }
}
