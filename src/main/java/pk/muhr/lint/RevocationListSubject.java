package pk.muhr.lint;

import java.time.Duration;
import java.time.Instant;

import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.policy.Floors;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationList;

/**
 * What a CRL rule looks at.
 *
 * @param list the contents, with a placeholder signature
 * @param issuer the certificate of the authority that will sign
 * @param now the time of signing
 */
record RevocationListSubject(RevocationList list, Certificate issuer, Floors floors, Instant now) {

    /** Whether the authority certifies subscribers and not further authorities. */
    boolean coversSubscribers() {
        return issuer.pathLength().orElse(1) == 0;
    }

    Duration longestValidity() {
        return Duration.ofDays(
                coversSubscribers() ? floors.subscriberCrlMaximumDays() : floors.authorityCrlMaximumDays());
    }

    /** The encoding, for what a reader of values no longer sees. */
    TBSCertList encoded() {
        return TBSCertList.getInstance(list.tbs().decode());
    }
}
