package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.KeyUsage;

/** The issuer is an authority that signs certificates, with room in its path length for another below it. */
final class IssuerMayIssue extends CertificateRule {

    IssuerMayIssue() {
        super("issuer-may-issue", "RFC 5280 §6.1.4", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean signs = s.issuer().isAuthority() && s.issuer().keyUsage().contains(KeyUsage.KEY_CERT_SIGN);
        boolean room = !s.isAuthority()
                || s.is(CertificateType.ROOT_CA)
                || s.issuerPathLength().orElse(1) > 0;
        return unless(signs && room, "the issuer is no authority that signs certificates, or its path length is spent");
    }
}
