package pk.muhr.lint.timestamping;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.policy.CertificateType;
import pk.muhr.x509.Extensions;

/** There are a CRL distribution point and the address of the issuer's certificate. */
final class StatusFindable extends CertificateRule {

    StatusFindable() {
        super("time-stamping-status-findable", "CSBR §7.1.2.3 b, c", Scope.of(CertificateType.TIME_STAMPING_UNIT));
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        boolean issuers = s.has(Extensions.AUTHORITY_INFO_ACCESS)
                && Arrays.stream(AuthorityInformationAccess.getInstance(s.value(Extensions.AUTHORITY_INFO_ACCESS))
                                .getAccessDescriptions())
                        .anyMatch(access -> access.getAccessMethod().equals(AccessDescription.id_ad_caIssuers));
        return unless(
                s.has(Extensions.CRL_DISTRIBUTION_POINTS) && issuers,
                "there must be a CRL distribution point and caIssuers in authorityInfoAccess");
    }
}
