package pk.muhr.validation.mailbox;

import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.EmailAddress;

/**
 * A mailbox to which a value is sent.
 *
 * @param expiresAt first moment at which the value proves nothing any more; S/MIME BR §3.2.2.2: within a day
 */
public record MailboxChallenge(UUID id, BodyId body, EmailAddress address, Instant issuedAt, Instant expiresAt) {}
