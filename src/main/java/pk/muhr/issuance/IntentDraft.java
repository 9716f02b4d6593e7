package pk.muhr.issuance;

import java.util.Optional;
import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.x509.Sha256;

/** What an intent will hold. A request is absent for certificates of our own. */
record IntentDraft(
        UUID id,
        Optional<UUID> request,
        int attempt,
        KeyHolder holder,
        AuthorityId authority,
        Sha256 issuerKey,
        LintedCertificate linted,
        Actor actor) {

    /** The body that it is for. */
    Optional<BodyId> body() {
        return holder.body();
    }
}
