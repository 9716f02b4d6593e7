package pk.muhr.lint.common;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;

/** No certificate ends after its issuer's. */
final class IssuerOutlived extends CertificateRule {

    IssuerOutlived() {
        super("issuer-outlived", "RFC 5280 §6.1.3", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.certificate().notAfter().isAfter(s.issuer().notAfter()),
                () -> "it ends at " + s.certificate().notAfter() + ", after its issuer at "
                        + s.issuer().notAfter());
    }
}
