package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.EmailAddress;

/**
 * Somebody of a body reads this mailbox: a value that was mailed there came back (S/MIME BR §3.2.2.2).
 *
 * @param expiresAt first moment at which it does not count any more
 */
public record MailboxProof(UUID id, BodyId body, EmailAddress address, Instant provedAt, Instant expiresAt) {

    /** What a proof is registered under. */
    public static final String METHOD = "S/MIME BR 3.2.2.2";

    /** S/MIME BR §4.2.1: a mailbox that was proved by mail is used for at most 30 days. */
    public static final Duration LONGEST_USE = Duration.ofDays(30);

    public MailboxProof {
        if (!expiresAt.isAfter(provedAt) || expiresAt.isAfter(provedAt.plus(LONGEST_USE))) {
            throw new IllegalArgumentException(
                    "a proof of a mailbox counts for at most 30 days (S/MIME BR §4.2.1): " + address);
        }
    }
}
