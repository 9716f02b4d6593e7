package pk.muhr.lint.tls;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** Somebody can ask whether the certificate was revoked: at a distribution point, which we always name. */
final class RevocationFindable extends CertificateRule {

    RevocationFindable() {
        super("tls-status-findable", "BR §7.1.2.7.6, §7.1.2.11.2", Scope.of(CertificateType.TLS_SERVER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.has(Extensions.CRL_DISTRIBUTION_POINTS) && s.has(Extensions.AUTHORITY_INFO_ACCESS),
                "there must be a CRL distribution point and an authorityInfoAccess");
    }
}
