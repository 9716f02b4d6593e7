package pk.muhr.notice;

import pk.muhr.x509.EmailAddress;

/**
 * A mail that is ready to go.
 *
 * @param id the same whenever the same is told again, so that a mail that came twice is known as one (RFC 5322 §3.6.4)
 * @param html what {@code text} says, each language in its direction
 */
public record Letter(String id, EmailAddress to, String subject, String text, String html) {

    public Letter {
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject is one line (RFC 5322 §2.2)");
        }
    }
}
