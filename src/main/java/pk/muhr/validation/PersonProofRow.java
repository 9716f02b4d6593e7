package pk.muhr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/** A row of {@code person_proof}. */
@Entity
@Immutable
@Table(name = "person_proof")
class PersonProofRow {

    @Id
    UUID id;

    String body;
    String account;
    String identifier;

    @Column(name = "given_name")
    String givenName;

    String surname;
    String title;
    String pseudonym;

    @Column(columnDefinition = "text[]")
    String[] mailboxes;

    String principal;

    @Column(name = "security_identifier")
    String securityIdentifier;

    String method;

    @Column(name = "proved_at")
    Instant provedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "content_hmac")
    String contentHmac;

    static PersonProofRow of(PersonProof proof, Optional<String> stated) {
        PersonProofRow row = new PersonProofRow();
        row.id = proof.id();
        row.body = proof.body().value();
        row.account = proof.account().value();
        row.identifier = proof.identifier().semantics();
        row.givenName = proof.givenName().value();
        row.surname = proof.surname().value();
        row.title = proof.title().map(LegibleText::value).orElse(null);
        row.pseudonym = proof.pseudonym().map(LegibleText::value).orElse(null);
        row.mailboxes = proof.mailboxes().stream().map(EmailAddress::value).toArray(String[]::new);
        row.principal = proof.principal().map(UserPrincipalName::value).orElse(null);
        row.securityIdentifier = proof.securityIdentifier().orElse(null);
        row.method = proof.method();
        row.provedAt = proof.provedAt();
        row.expiresAt = proof.expiresAt();
        row.contentHmac = stated.orElse(null);
        return row;
    }

    PersonProof proof() {
        return new PersonProof(
                id,
                new BodyId(body),
                new PersonId(account),
                NaturalIdentifier.of(identifier),
                new LegibleText(givenName),
                new LegibleText(surname),
                Optional.ofNullable(title).map(LegibleText::new),
                Optional.ofNullable(pseudonym).map(LegibleText::new),
                List.of(mailboxes).stream().map(EmailAddress::new).toList(),
                Optional.ofNullable(principal).map(UserPrincipalName::new),
                Optional.ofNullable(securityIdentifier),
                method,
                provedAt,
                expiresAt);
    }
}
