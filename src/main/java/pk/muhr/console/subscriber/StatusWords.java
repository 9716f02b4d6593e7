package pk.muhr.console.subscriber;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/**
 * Whether a certificate counts, for people.
 *
 * @param key names the words
 * @param at since when it is revoked or held
 * @param reason names the words for why; empty where it is neither
 * @param tone how it is coloured
 */
public record StatusWords(String key, Optional<Instant> at, String reason, String tone) {

    static StatusWords of(CertificateStatus status, Certificate certificate, Instant now) {
        return switch (status) {
            case CertificateStatus.Revoked(Instant at, RevocationReason reason) ->
                new StatusWords(
                        reason == RevocationReason.CERTIFICATE_HOLD ? "statusHeld" : "statusRevoked",
                        Optional.of(at),
                        reason(reason),
                        "red");
            case CertificateStatus.Good()
            when now.isAfter(certificate.notAfter()) ->
                new StatusWords("statusExpired", Optional.empty(), "", "secondary");
            case CertificateStatus.Good() -> new StatusWords("statusValid", Optional.empty(), "", "green");
            case CertificateStatus.Unknown _ -> new StatusWords("statusUnknown", Optional.empty(), "", "yellow");
        };
    }

    /** The key of the words for a reason. */
    static String reason(RevocationReason reason) {
        return "reason" + Words.capitalized(reason.label());
    }

    /** Whether it is in force. */
    public boolean isValid() {
        return key.equals("statusValid");
    }

    /** Whether it can still be revoked. */
    public boolean isRevocable() {
        return isValid() || key.equals("statusHeld");
    }
}
