package pk.muhr.lint.signature;

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

/** The issuer's certificate can be found, and the status at a responder or in a CRL. */
final class IssuerFindable extends CertificateRule {

    IssuerFindable() {
        super(
                "signature-status-findable",
                "EN 319 412-2 §4.4.1, §4.3.11",
                Scope.of(CertificateType.DIGITAL_SIGNATURE, CertificateType.ESEAL));
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
