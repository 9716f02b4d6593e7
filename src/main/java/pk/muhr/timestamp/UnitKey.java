package pk.muhr.timestamp;

import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.PrivateKeyUsagePeriod;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Extensions;

/**
 * A key on the register.
 *
 * @param number its place in the register
 * @param certificate absent until it is certified
 */
record UnitKey(
        long number,
        String unit,
        UnitToken token,
        KeyLabel label,
        Der request,
        Optional<Certificate> certificate,
        Optional<String> refused,
        Instant askedAt) {

    /** Until when a certified key signs: the end of its usage period, and of the certificate at the latest. */
    static Instant lastUse(Certificate certificate) {
        Instant end = certificate.notAfter();
        return certificate
                .extension(Extensions.PRIVATE_KEY_USAGE_PERIOD)
                .map(extension -> end(extension.value()))
                .filter(period -> period.isBefore(end))
                .orElse(end);
    }

    private static Instant end(Der period) {
        try {
            ASN1GeneralizedTime end =
                    PrivateKeyUsagePeriod.getInstance(period.decode()).getNotAfter();
            return end.getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("the key usage period has no end", e);
        }
    }
}
