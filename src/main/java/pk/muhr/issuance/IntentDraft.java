package pk.muhr.issuance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.validation.ProvedName;
import pk.muhr.x509.Sha256;

/**
 * What an intent will hold. A request is absent for certificates of our own.
 *
 * @param proofs what each name in it is proved by
 * @param caa what the DNS said of each host, for the record
 */
record IntentDraft(
        UUID id,
        Optional<UUID> request,
        int attempt,
        KeyHolder holder,
        AuthorityId authority,
        Sha256 issuerKey,
        LintedCertificate linted,
        Actor actor,
        List<ProvedName> proofs,
        List<String> caa) {

    /** One without names of subscribers. */
    IntentDraft(
            UUID id,
            Optional<UUID> request,
            int attempt,
            KeyHolder holder,
            AuthorityId authority,
            Sha256 issuerKey,
            LintedCertificate linted,
            Actor actor) {
        this(id, request, attempt, holder, authority, issuerKey, linted, actor, List.of(), List.of());
    }

    /** One for a certificate of our own, that nobody asked for. */
    static IntentDraft own(AuthorityId authority, Sha256 issuerKey, LintedCertificate linted, Actor actor) {
        return new IntentDraft(
                UUID.randomUUID(), Optional.empty(), 1, KeyHolder.OURSELVES, authority, issuerKey, linted, actor);
    }

    /** The body that it is for. */
    Optional<BodyId> body() {
        return holder.body();
    }
}
