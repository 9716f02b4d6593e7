package pk.muhr.issuance;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Sha256;

/**
 * Which certificates of subscribers are looked for; whatever is absent does not narrow.
 *
 * @param text a serial number, a fingerprint, a name, or an identifier of a person or an organisation
 * @param after the last certificate of the page before
 */
public record CertificateQuery(
        Optional<String> text,
        Optional<BodyId> body,
        Optional<ProfileId> profile,
        Optional<State> state,
        Optional<Instant> notAfterBefore,
        Optional<Sha256> after) {

    /** Whether a certificate counts. */
    public enum State {
        VALID,
        EXPIRED,
        /** Whether or not it has expired too. */
        REVOKED
    }
}
