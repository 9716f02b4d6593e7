package pk.muhr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/** Who a person is, as one officer writes it from their documents; the members are those of {@link PersonProof}. */
record PersonStatement(
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
        String method) {

    PersonStatement {
        mailboxes = List.copyOf(mailboxes);
    }

    /** All of it, a line for each member, so that two officers who wrote the same have the same. */
    String content() {
        return Stream.of(
                        body.value(),
                        account.value(),
                        identifier.semantics(),
                        givenName.value(),
                        surname.value(),
                        title.map(LegibleText::value).orElse(""),
                        pseudonym.map(LegibleText::value).orElse(""),
                        mailboxes.stream().map(EmailAddress::value).sorted().collect(Collectors.joining(" ")),
                        principal.map(UserPrincipalName::value).orElse(""),
                        securityIdentifier.orElse(""),
                        method)
                .collect(Collectors.joining("\n"));
    }

    /** What is proved by it from that moment on. */
    PersonProof proof(Instant from, Instant until) {
        return new PersonProof(
                UUID.randomUUID(),
                body,
                account,
                identifier,
                givenName,
                surname,
                title,
                pseudonym,
                mailboxes,
                principal,
                securityIdentifier,
                method,
                from,
                until);
    }
}
