package pk.muhr.lint.email;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** There is a CRL distribution point. */
final class ListFindable extends CertificateRule {

    ListFindable() {
        super("email-distribution-point", "S/MIME BR §7.1.2.3 b", Scope.of(CertificateType.SMIME));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(s.has(Extensions.CRL_DISTRIBUTION_POINTS), "there must be a CRL distribution point");
    }
}
