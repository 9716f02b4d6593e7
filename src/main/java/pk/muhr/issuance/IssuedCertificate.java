package pk.muhr.issuance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * A certificate that exists. Body and request are absent for certificates of our own.
 *
 * @param person account of the person whom it names, if it names one
 * @param policy hash of the bundle it was issued under
 */
public record IssuedCertificate(
        Certificate certificate,
        AuthorityId authority,
        ProfileId profile,
        Sha256 policy,
        Optional<BodyId> body,
        Optional<PersonId> person,
        Optional<UUID> request,
        Instant issuedAt) {

    /** What an intent came to. */
    static IssuedCertificate of(IntentDraft draft, Certificate certificate, Instant issuedAt) {
        return new IssuedCertificate(
                certificate,
                draft.authority(),
                draft.linted().profile(),
                draft.linted().policy(),
                draft.body(),
                draft.holder().person(),
                draft.request(),
                issuedAt);
    }
}
