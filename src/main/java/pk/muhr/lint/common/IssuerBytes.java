package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** The issuer is a copy of the issuing authority's subject, never encoded anew. */
final class IssuerBytes extends CertificateRule {

    IssuerBytes() {
        super("issuer-bytes", "RFC 5280 §4.1.2.4, BR §7.1.4.1", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.certificate().issuer().equals(s.issuer().subject()),
                "the issuer is not the issuing authority's subject, byte for byte");
    }
}
