package pk.muhr.lint.extension;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralNames;

import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.Scope;
import pk.muhr.x509.Extensions;

/** There is one CRL distribution point with its full name and nothing else. */
final class DistributionPointAlone extends CertificateRule {

    DistributionPointAlone() {
        super("crl-distribution-point", "BR §7.1.2.11.2, RFC 5280 §4.2.1.13", Scope.EVERY);
    }

    @Override
    public Optional<String> check(CertificateSubject s) {
        if (!s.has(Extensions.CRL_DISTRIBUTION_POINTS)) {
            return Optional.empty();
        }
        DistributionPoint[] points = CRLDistPoint.getInstance(s.value(Extensions.CRL_DISTRIBUTION_POINTS))
                .getDistributionPoints();
        boolean right = s.has(Extensions.CRL_DISTRIBUTION_POINTS, false)
                && points.length == 1
                && points[0].getReasons() == null
                && points[0].getCRLIssuer() == null
                && points[0].getDistributionPoint().getType() == DistributionPointName.FULL_NAME
                && GeneralNames.getInstance(points[0].getDistributionPoint().getName())
                                .getNames()
                                .length
                        == 1;
        return unless(
                right,
                "cRLDistributionPoints must not be critical and hold one point with one address, no reasons"
                        + " and no cRLIssuer");
    }
}
