package pk.muhr.identity;

import java.time.Instant;
import java.util.Optional;

import pk.muhr.x509.EmailAddress;

/**
 * A mailbox at which a body wants to be told what became of its requests and certificates.
 *
 * @param language in which; both where it is empty
 * @param by who said so last
 */
public record BodyContact(EmailAddress address, Optional<NoticeLanguage> language, String by, Instant since) {}
