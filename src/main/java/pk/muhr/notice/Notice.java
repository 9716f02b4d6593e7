package pk.muhr.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.NoticeLanguage;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.RevocationReason;

/**
 * One thing that one recipient is to be told.
 *
 * @param legalName of the body
 * @param language both where it is empty
 * @param challenge whose value goes into the mail
 * @param keepUntil when it is not worth telling any more
 */
record Notice(
        long seq,
        NoticeKind kind,
        BodyId body,
        String legalName,
        EmailAddress address,
        Optional<NoticeLanguage> language,
        Optional<UUID> request,
        Optional<CertificateFacts> certificate,
        Optional<String> profile,
        Optional<String> reason,
        Optional<UUID> challenge,
        Instant keepUntil) {

    /** What is told of a certificate. */
    record CertificateFacts(String names, String serial, Instant notAfter, Optional<RevocationReason> revoked) {}
}
