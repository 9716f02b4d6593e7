package pk.muhr.lint.rule;

import java.time.Duration;
import java.time.Instant;

import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.policy.Floors;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationList;

/** What a CRL rule looks at. Decoded once, so a subject belongs to one thread. */
public final class RevocationListSubject {

    private final RevocationList list;
    private final Certificate issuer;
    private final Floors floors;
    private final Instant now;
    private TBSCertList encoded;
    private TBSCertList.CRLEntry[] entries;

    /**
     * One CRL under judgement.
     *
     * @param list the contents, with a placeholder signature
     * @param issuer the certificate of the authority that will sign
     * @param now the time of signing
     */
    public RevocationListSubject(RevocationList list, Certificate issuer, Floors floors, Instant now) {
        this.list = list;
        this.issuer = issuer;
        this.floors = floors;
        this.now = now;
    }

    public RevocationList list() {
        return list;
    }

    public Certificate issuer() {
        return issuer;
    }

    public Instant now() {
        return now;
    }

    /** Whether the authority certifies subscribers and not further authorities. */
    public boolean coversSubscribers() {
        return issuer.pathLength().orElse(1) == 0;
    }

    /** The longest that a list of this authority may hold good. */
    public Duration longestValidity() {
        return Duration.ofDays(
                coversSubscribers() ? floors.subscriberCrlMaximumDays() : floors.authorityCrlMaximumDays());
    }

    /** The encoding, for what a reader of values no longer sees. */
    public TBSCertList encoded() {
        if (encoded == null) {
            encoded = TBSCertList.getInstance(list.tbs().decode());
        }
        return encoded;
    }

    /** The entries as they are encoded. Belongs to this subject: nobody writes into it. */
    public TBSCertList.CRLEntry[] entries() {
        if (entries == null) {
            entries = encoded().getRevokedCertificates();
        }
        return entries;
    }
}
