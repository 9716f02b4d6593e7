package pk.muhr.lint.authentication;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** There is a CRL distribution point, which domain controllers read; but for short-lived devices. */
final class ListFindable extends CertificateRule {

    ListFindable() {
        super(
                "authentication-distribution-point",
                "MS smart-card logon, normative reference 4.8",
                Scope.of(CertificateType.AUTHENTICATION_PERSON, CertificateType.AUTHENTICATION_DEVICE));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.has(Extensions.CRL_DISTRIBUTION_POINTS) || s.profile().saysNoRevAvail(),
                "there must be a CRL distribution point");
    }
}
