package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** Who says that revocation is never published names no place where it would be, and is no authority. */
final class NoRevAvailAlone extends CertificateRule {

    NoRevAvailAlone() {
        super("no-rev-avail-alone", "RFC 9608 §2, §3", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.NO_REV_AVAIL)) {
            return Optional.empty();
        }
        boolean right = s.extension(Extensions.NO_REV_AVAIL).equals(Optional.of(Extensions.noRevAvail()))
                && !s.certificate().isAuthority()
                && !s.has(Extensions.CRL_DISTRIBUTION_POINTS)
                && !namesResponder(s);
        return unless(
                right,
                "noRevAvail must not be critical and hold NULL, in a subscriber's certificate without CRL distribution"
                        + " point and OCSP address");
    }

    private static boolean namesResponder(CertificateSubject s) {
        return s.has(Extensions.AUTHORITY_INFO_ACCESS)
                && Arrays.stream(AuthorityInformationAccess.getInstance(s.value(Extensions.AUTHORITY_INFO_ACCESS))
                                .getAccessDescriptions())
                        .anyMatch(access -> access.getAccessMethod().equals(AccessDescription.id_ad_ocsp));
    }
}
