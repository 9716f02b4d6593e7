package pk.muhr.x509;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/** The extensions of CRLs that we write, each with its one criticality (RFC 5280 §5.2, ITU-T X.509 §9.5.2.8). */
public final class RevocationListExtensions {

    public static final String NUMBER = org.bouncycastle.asn1.x509.Extension.cRLNumber.getId();
    public static final String DELTA_INDICATOR = org.bouncycastle.asn1.x509.Extension.deltaCRLIndicator.getId();
    public static final String ISSUING_DISTRIBUTION_POINT =
            org.bouncycastle.asn1.x509.Extension.issuingDistributionPoint.getId();
    public static final String FRESHEST = org.bouncycastle.asn1.x509.Extension.freshestCRL.getId();
    public static final String EXPIRED_CERTIFICATES = "2.5.29.60";

    private RevocationListExtensions() {}

    /** Its place in the row of the lists of one scope (RFC 5280 §5.2.3). */
    public static Extension number(BigInteger number) {
        return Extension.of(new ASN1ObjectIdentifier(NUMBER), false, new ASN1Integer(number));
    }

    /** Says that the list holds only what changed since the list with the given number (RFC 5280 §5.2.4). */
    public static Extension deltaIndicator(BigInteger base) {
        return Extension.of(new ASN1ObjectIdentifier(DELTA_INDICATOR), true, new ASN1Integer(base));
    }

    /** The address that the certificates of this part of a divided list name (RFC 5280 §5.2.5). */
    public static Extension issuingDistributionPoint(URI address) {
        return Extension.of(
                new ASN1ObjectIdentifier(ISSUING_DISTRIBUTION_POINT),
                true,
                new IssuingDistributionPoint(point(address), false, false, null, false, false));
    }

    /** Where the list of the changes since this one lies (RFC 5280 §5.2.6). */
    public static Extension freshest(URI address) {
        return Extension.of(new ASN1ObjectIdentifier(FRESHEST), false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(point(address), null, null)
        }));
    }

    /** Says that certificates which expired after the given moment stay on the list (ITU-T X.509 §9.5.2.8). */
    public static Extension expiredCertificates(Instant after) {
        return Extension.of(
                new ASN1ObjectIdentifier(EXPIRED_CERTIFICATES), false, new DERGeneralizedTime(Date.from(after)));
    }

    private static DistributionPointName point(URI address) {
        return new DistributionPointName(new GeneralNames(
                new GeneralName(GeneralName.uniformResourceIdentifier, new DERIA5String(address.toString(), true))));
    }
}
