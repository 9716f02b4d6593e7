package pk.muhr.console.open;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import pk.muhr.console.CertificateFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationReason;

/**
 * A certificate and what is to be said of it now.
 *
 * @param facts what it says; empty where it names a person and the visitor has only its number, or where it is written so
 *     that it cannot be read
 * @param path from the root to it; empty for one that is not ours
 * @param at when this was found
 */
public record CheckedCertificate(
        Certificate certificate, Verdict verdict, Optional<CertificateFacts> facts, List<PathStep> path, Instant at) {

    public CheckedCertificate {
        path = List.copyOf(path);
    }

    /** Since when it counts no more, where it was revoked or held. */
    public Optional<Instant> since() {
        return path.isEmpty() ? Optional.empty() : path.getLast().revokedAt();
    }

    /** The key of the words that say why. */
    public Optional<String> reason() {
        return path.isEmpty() ? Optional.empty() : path.getLast().reason().map(CheckedCertificate::key);
    }

    static String key(RevocationReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> "reasonUnspecified";
            case KEY_COMPROMISE, CA_COMPROMISE, AA_COMPROMISE -> "reasonKeyCompromise";
            case AFFILIATION_CHANGED -> "reasonAffiliationChanged";
            case SUPERSEDED -> "reasonSuperseded";
            case CESSATION_OF_OPERATION -> "reasonCessation";
            case CERTIFICATE_HOLD -> "reasonHold";
            case PRIVILEGE_WITHDRAWN -> "reasonPrivilegeWithdrawn";
        };
    }
}
