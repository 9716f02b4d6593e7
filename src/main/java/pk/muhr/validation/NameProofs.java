package pk.muhr.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.Floors;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PersonClaim;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.Refusal;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.ServiceUri;
import pk.muhr.x509.UserPrincipalName;

/**
 * A proof for every name and claim in a certificate (invariant I2): domains for whatever lies under one, and the person's
 * own proof for whatever is said of a person.
 */
@ApplicationScoped
public class NameProofs {

    private final DomainProofs domains;
    private final PersonProofs people;
    private final IdentifierSecret secret;

    NameProofs(DomainProofs domains, PersonProofs people, IdentifierSecret secret) {
        this.domains = domains;
        this.people = people;
        this.secret = secret;
    }

    /**
     * The person that a request names, as proved; nobody when the profile names no person. It must be who asks: nobody
     * gets a certificate in a colleague's name.
     *
     * @param requester who asks
     */
    public Judgement<Optional<PersonFacts>> person(
            BodyId body,
            PersonId requester,
            SubscriberRequest request,
            CertificateProfile profile,
            Floors floors,
            Instant now) {
        if (request.person().isEmpty()) {
            return new Judgement.Permitted<>(Optional.empty());
        }
        PersonClaim claim = request.person().get();
        Optional<PersonProof> agreeing =
                people.agreeing(body, requester, claim, now.minus(floors.personProofMaximum()), now);
        boolean owned = agreeing.filter(
                        proof -> proof.mailboxes().containsAll(request.names().email())
                                && request.names().upn().stream()
                                        .allMatch(upn -> proof.principal().equals(Optional.of(upn))))
                .isPresent();
        return owned
                ? new Judgement.Permitted<>(Optional.of(facts(agreeing.get(), profile)))
                : new Judgement.Refused<>(notProved(body, claim, agreeing.isPresent()));
    }

    private static Refusal notProved(BodyId body, PersonClaim claim, boolean known) {
        return new Refusal.PersonNotProved(
                shown(claim),
                known
                        ? "ask for mailboxes and principal names that are on record as your own"
                        : "ask in your own name, names and number exactly as they are on record for you at " + body
                                + "; if you are not on record there, have your identity verified first");
    }

    /** The number is not repeated: whoever guesses must not learn which part was right. */
    private static String shown(PersonClaim claim) {
        return claim.pseudonym()
                .orElseGet(() ->
                        claim.givenName().orElse("") + " " + claim.surname().orElse(""));
    }

    private PersonFacts facts(PersonProof proof, CertificateProfile profile) {
        Map<AttributeType, String> attributes = new EnumMap<>(AttributeType.class);
        attributes.put(AttributeType.GIVEN_NAME, proof.givenName().value());
        attributes.put(AttributeType.SURNAME, proof.surname().value());
        proof.title().map(LegibleText::value).ifPresent(title -> attributes.put(AttributeType.TITLE, title));
        proof.pseudonym()
                .map(LegibleText::value)
                .ifPresent(pseudonym -> attributes.put(AttributeType.PSEUDONYM, pseudonym));
        boolean hidden = profile.subject()
                .naturalIdentifier()
                .equals(Optional.of(CertificateProfile.NaturalIdentifierForm.OPAQUE));
        return new PersonFacts(
                attributes,
                proof.identifier(),
                hidden ? secret.opaque(proof.identifier()) : "",
                proof.mailboxes(),
                proof.principal(),
                proof.securityIdentifier());
    }

    /**
     * Judges the very bytes that will be signed: the first name in them that nothing proves.
     *
     * @param person as {@link #person} gave it
     */
    public Optional<Refusal> unproved(
            BodyId body,
            Certificate content,
            CertificateProfile profile,
            Optional<PersonFacts> person,
            Floors floors,
            Instant now) {
        return unprovedPerson(content, profile, person)
                .or(() -> unprovedDomain(body, domainsIn(content), profile, floors, now));
    }

    private static Optional<Refusal> unprovedPerson(
            Certificate content, CertificateProfile profile, Optional<PersonFacts> person) {
        for (AttributeType type : AttributeType.ofPerson()) {
            List<String> found = content.subject().values(type);
            Optional<String> proved = person.map(facts -> type == AttributeType.SERIAL_NUMBER
                    ? facts.serialNumber(profile.subject()
                            .naturalIdentifier()
                            .orElse(CertificateProfile.NaturalIdentifierForm.CLEAR))
                    : facts.attributes().get(type));
            if (!found.isEmpty() && !found.equals(proved.stream().toList())) {
                return Optional.of(new Refusal.PersonNotProved(
                        type.label(), "only what is on record of a proved person stands in a certificate"));
            }
        }
        boolean ownNames = person.isEmpty()
                || person.get().mailboxes().stream()
                                .map(EmailAddress::value)
                                .toList()
                                .containsAll(content.names(NameKind.EMAIL))
                        && content.names(NameKind.UPN).stream().allMatch(upn -> person.get()
                                .principal()
                                .map(UserPrincipalName::value)
                                .equals(Optional.of(upn)));
        boolean nobodysPrincipal =
                person.isEmpty() && !content.names(NameKind.UPN).isEmpty();
        return ownNames && !nobodysPrincipal
                ? Optional.empty()
                : Optional.of(new Refusal.PersonNotProved(
                        "subjectAltName",
                        "only the person's own mailboxes and principal name stand beside their name"));
    }

    /** The domains that the certificate's names lie under: hosts, and those of mailboxes, principals and addresses. */
    private static List<DnsName> domainsIn(Certificate content) {
        Set<DnsName> found = new LinkedHashSet<>();
        content.dnsNames().forEach(name -> found.add(new DnsName(name)));
        content.names(NameKind.EMAIL).forEach(name -> found.add(new EmailAddress(name).domain()));
        content.names(NameKind.UPN).forEach(name -> found.add(new UserPrincipalName(name).domain()));
        content.names(NameKind.URI).forEach(name -> found.add(new ServiceUri(name).host()));
        return new ArrayList<>(found);
    }

    private Optional<Refusal> unprovedDomain(
            BodyId body, List<DnsName> names, CertificateProfile profile, Floors floors, Instant now) {
        Map<DnsName, DomainProof> found = domains.covering(body, names, now);
        for (DnsName name : names) {
            boolean fresh = Optional.ofNullable(found.get(name))
                    .map(proof -> proof.provedAt().plus(floors.domainProofMaximum(profile.type(), now)))
                    .filter(now::isBefore)
                    .isPresent();
            if (!fresh) {
                return Optional.of(new Refusal.NameNotProved(
                        name.value(),
                        "ask for names at or below a domain that " + body + " has proved: "
                                + String.join(", ", domains.domains(body, now))));
            }
        }
        return Optional.empty();
    }
}
