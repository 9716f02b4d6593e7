package pk.muhr.lint.responder;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** A responder points to no CRL and to no responder. */
final class NoDistributionPoint extends CertificateRule {

    NoDistributionPoint() {
        super("responder-no-distribution-point", "BR §7.1.2.8", Scope.of(CertificateType.OCSP_RESPONDER));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                !s.has(Extensions.CRL_DISTRIBUTION_POINTS) && !s.has(Extensions.AUTHORITY_INFO_ACCESS),
                "a responder's certificate has no CRL distribution point and no authorityInfoAccess");
    }
}
