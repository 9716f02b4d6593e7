package pk.muhr.console.open;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/**
 * A step of the path from the root to a certificate.
 *
 * @param title whose certificate it is; empty where that is not told
 * @param verified whether the key of the step before, or a root's own, signed it
 * @param inTime whether it is neither over nor before its time
 * @param status as its issuer says; a root has none
 */
public record PathStep(
        Certificate certificate,
        Optional<String> title,
        boolean verified,
        boolean inTime,
        Optional<CertificateStatus> status) {

    /** When it was revoked, where it was. */
    public Optional<Instant> revokedAt() {
        return revocation().map(CertificateStatus.Revoked::at);
    }

    /** Whether nothing speaks against it. */
    public boolean isGood() {
        return verified
                && inTime
                && status.filter(each -> !(each instanceof CertificateStatus.Good))
                        .isEmpty();
    }

    /** Why it was revoked, where it was. */
    Optional<RevocationReason> reason() {
        return revocation().map(CertificateStatus.Revoked::reason);
    }

    private Optional<CertificateStatus.Revoked> revocation() {
        return status.filter(CertificateStatus.Revoked.class::isInstance).map(CertificateStatus.Revoked.class::cast);
    }
}
