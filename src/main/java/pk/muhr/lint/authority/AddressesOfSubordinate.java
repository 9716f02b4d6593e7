package pk.muhr.lint.authority;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Somebody can find the CRL and the issuer of an authority. */
final class AddressesOfSubordinate extends CertificateRule {

    AddressesOfSubordinate() {
        super("ca-status-findable", "BR §7.1.2.6, CSBR §7.1.2.2 b, c", Scope.SUBORDINATES);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        return unless(
                s.has(Extensions.CRL_DISTRIBUTION_POINTS) && s.has(Extensions.AUTHORITY_INFO_ACCESS),
                "an authority below the root needs a CRL distribution point and an authorityInfoAccess");
    }
}
