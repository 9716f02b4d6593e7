package pk.muhr.revocation;

import java.time.Instant;

import pk.muhr.x509.RevocationReason;

/** What is said of a serial number to those who rely on it (RFC 6960 §2.2). */
public sealed interface CertificateStatus {

    /** A certificate with it was given out and is not revoked. */
    record Good() implements CertificateStatus {}

    /** It is revoked for good; an orphan, whose certificate nobody should have, is too. */
    record Revoked(Instant at, RevocationReason reason) implements CertificateStatus {}

    /**
     * No certificate with it was given out.
     *
     * @param intended its signing may be under way; else the number was never used
     */
    record Unknown(boolean intended) implements CertificateStatus {}
}
