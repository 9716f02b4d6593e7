package pk.muhr.lint.revocationlist;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.x509.KeyUsage;

/** The authority's certificate allows it to sign CRLs. */
final class IssuerMaySign extends RevocationListRule {

    IssuerMaySign() {
        super("crl-issuer-may-sign", "RFC 5280 §4.2.1.3");
    }

    @Override
    public Optional<String> check(RevocationListSubject s) {
        return unless(
                s.issuer().isAuthority() && s.issuer().keyUsage().contains(KeyUsage.CRL_SIGN),
                "the issuer's certificate does not allow to sign CRLs");
    }
}
