package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/**
 * Who a natural person is, proved by their document, and that the body vouches for them (S/MIME BR §3.2.4, ETSI
 * EN 319 411-1 §6.2.2).
 *
 * @param account of the person at the identity provider: they alone ask for certificates in this name
 * @param identifier of the document that was seen
 * @param mailboxes that are the person's own
 * @param principal under which the person logs on, as the body's directory says
 * @param securityIdentifier of the person's entry in the body's directory; never from a request (MS-WCCE)
 * @param method how it was proved, or {@code development}
 */
public record PersonProof(
        UUID id,
        BodyId body,
        PersonId account,
        NaturalIdentifier identifier,
        LegibleText givenName,
        LegibleText surname,
        Optional<LegibleText> title,
        Optional<LegibleText> pseudonym,
        List<EmailAddress> mailboxes,
        Optional<UserPrincipalName> principal,
        Optional<String> securityIdentifier,
        String method,
        Instant provedAt,
        Instant expiresAt) {

    /** S/MIME BR §4.2.1: who somebody is may be used again for at most 825 days. */
    public static final Duration LONGEST_USE = Duration.ofDays(825);

    public PersonProof {
        mailboxes = List.copyOf(mailboxes);
        if (!expiresAt.isAfter(provedAt) || expiresAt.isAfter(provedAt.plus(LONGEST_USE))) {
            throw new IllegalArgumentException("a proof of a person counts for at most 825 days (S/MIME BR §4.2.1)");
        }
        if (method.isBlank()) {
            throw new IllegalArgumentException("a proof names its method");
        }
        securityIdentifier.ifPresent(sid -> {
            if (!sid.matches("S-1-5-21(-\\d{1,10}){4}")) {
                throw new IllegalArgumentException("not the security identifier of a domain's account: " + sid);
            }
        });
    }
}
