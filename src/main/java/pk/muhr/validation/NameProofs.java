package pk.muhr.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Judgement;
import pk.muhr.policy.PersonClaim;
import pk.muhr.policy.PersonFacts;
import pk.muhr.policy.PolicyBundle;
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
    private final BodyProofs bodies;
    private final MailboxProofs mailboxes;
    private final IdentifierSecret secret;

    NameProofs(
            DomainProofs domains,
            PersonProofs people,
            BodyProofs bodies,
            MailboxProofs mailboxes,
            IdentifierSecret secret) {
        this.domains = domains;
        this.people = people;
        this.bodies = bodies;
        this.mailboxes = mailboxes;
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
            PolicyBundle bundle,
            Instant now) {
        if (request.person().isEmpty()) {
            return new Judgement.Permitted<>(Optional.empty());
        }
        PersonClaim claim = request.person().get();
        Instant provedAfter = now.minus(bundle.floors().personProofMaximum());
        Optional<PersonProof> agreeing = people.agreeing(body, requester, claim, provedAfter, now);
        boolean owned = agreeing.filter(
                        proof -> proof.mailboxes().containsAll(request.names().email())
                                && request.names().upn().stream()
                                        .allMatch(upn -> proof.principal().equals(Optional.of(upn))))
                .isPresent();
        return owned
                ? new Judgement.Permitted<>(Optional.of(facts(agreeing.get(), profile)))
                : new Judgement.Refused<>(
                        notProved(body, requester, claim, agreeing.isPresent(), profile, bundle, now));
    }

    private Refusal notProved(
            BodyId body,
            PersonId requester,
            PersonClaim claim,
            boolean known,
            CertificateProfile profile,
            PolicyBundle bundle,
            Instant now) {
        if (known) {
            return new Refusal.PersonNotProved(
                    shown(claim),
                    "ask for mailboxes and principal names that are on record as your own",
                    bundle.place(profile, "subjectAltName"));
        }
        if (people.agreeing(body, requester, claim, Instant.EPOCH, now).isPresent()) {
            return new Refusal.PersonNotProved(
                    shown(claim),
                    "have your identity verified again; what is on record is older than "
                            + bundle.floors().personProofMaximum().toDays() + " days",
                    bundle.placeOfFloor("personProofMaximumDays"));
        }
        return new Refusal.PersonNotProved(
                shown(claim),
                "ask in your own name, names and number exactly as they are on record for you at " + body
                        + "; if you are not on record there, have your identity verified first",
                bundle.place(profile, "subject.fromPerson"));
    }

    /** What is proved of the body at that moment, asked for when it is needed: for one certificate. */
    public ProvedOfBody of(BodyId body, Instant now) {
        return new ProvedOfBody(
                body, now, once(() -> bodies.newest(body, now)), names -> domains.covering(body, names, now));
    }

    /** The same, read at once: for many certificates of that moment. */
    public ProvedOfBody readOf(BodyId body, Instant now) {
        Optional<BodyProof> verified = bodies.newest(body, now);
        List<DomainProof> standing = domains.of(body);
        return new ProvedOfBody(body, now, () -> verified, names -> DomainProofs.covering(standing, names, now));
    }

    /** What is asked for at most once. */
    private static <T> Supplier<T> once(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        return () -> answer.updateAndGet(known -> known == null ? question.get() : known);
    }

    /** Whether the body was verified lately enough to be named: refused where the profile names it and it was not. */
    public Optional<Refusal> unprovedBody(ProvedOfBody known, CertificateProfile profile, PolicyBundle bundle) {
        if (!profile.subject().fromBody().contains(AttributeType.ORGANIZATION)) {
            return Optional.empty();
        }
        Duration most = bundle.floors().organizationProofMaximum(profile.type());
        Optional<Instant> verified = known.verified().get().map(BodyProof::provedAt);
        return verified.filter(at -> known.at().isBefore(at.plus(most))).isPresent()
                ? Optional.empty()
                : Optional.of(new Refusal.OrganizationNotProved(
                        known.body() + ", "
                                + verified.map(at -> "verified on " + at).orElse("never verified"),
                        "have a registration officer verify the organisation and record it; it counts for "
                                + most.toDays() + " days",
                        bundle.placeOfFloor("organizationProofMaximumDays."
                                + profile.type().family().orElseThrow().label())));
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
                proof.securityIdentifier(),
                proof.id());
    }

    /**
     * Judges the very bytes that will be signed: refuses the first name in them that nothing proves, or else gives each
     * name with its proof; a person's own mailbox has two, theirs and its domain's.
     *
     * @param person as {@link #person} gave it
     */
    public Judgement<List<ProvedName>> names(
            ProvedOfBody known,
            Certificate content,
            CertificateProfile profile,
            Optional<PersonFacts> person,
            PolicyBundle bundle) {
        List<ProvedName> proved = new ArrayList<>();
        if (profile.subject().fromBody().contains(AttributeType.ORGANIZATION)) {
            known.verified().get().ifPresent(proof -> proved.add(new ProvedName("organization", proof.id())));
        }
        person.ifPresent(facts -> proved.add(new ProvedName("person", facts.proof())));
        return unprovedPerson(content, profile, person, bundle)
                .or(() -> unprovedDomain(
                        known, domainsIn(known, content, profile, bundle, proved), profile, bundle, proved))
                .<Judgement<List<ProvedName>>>map(Judgement.Refused::new)
                .orElseGet(() -> new Judgement.Permitted<>(proved));
    }

    private static Optional<Refusal> unprovedPerson(
            Certificate content, CertificateProfile profile, Optional<PersonFacts> person, PolicyBundle bundle) {
        for (AttributeType type : AttributeType.ofPerson()) {
            List<String> found = content.subject().values(type);
            Optional<String> proved = person.map(facts -> type == AttributeType.SERIAL_NUMBER
                    ? facts.serialNumber(profile.subject()
                            .naturalIdentifier()
                            .orElse(CertificateProfile.NaturalIdentifierForm.CLEAR))
                    : facts.attributes().get(type));
            if (!found.isEmpty() && !found.equals(proved.stream().toList())) {
                return Optional.of(new Refusal.PersonNotProved(
                        type.label(),
                        "only what is on record of a proved person stands in a certificate",
                        bundle.place(profile, "subject.fromPerson")));
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
                        "only the person's own mailboxes and principal name stand beside their name",
                        bundle.place(profile, "subjectAltName")));
    }

    /**
     * The domain that each of the certificate's names lies under: a host's, a mailbox's, a principal's, an address's. A
     * certificate for e-mail may hold a mailbox that was proved itself (S/MIME BR §3.2.2.2).
     */
    private Map<String, DnsName> domainsIn(
            ProvedOfBody known,
            Certificate content,
            CertificateProfile profile,
            PolicyBundle bundle,
            List<ProvedName> proved) {
        Duration most = bundle.floors().mailboxProofMaximum();
        Map<String, DnsName> found = new LinkedHashMap<>();
        content.dnsNames().forEach(name -> found.put(name, new DnsName(name)));
        for (String mailbox : content.names(NameKind.EMAIL)) {
            EmailAddress address = new EmailAddress(mailbox);
            Optional<MailboxProof> own = profile.type() == CertificateType.SMIME
                    ? mailboxes.covering(known.body(), address, most, known.at())
                    : Optional.empty();
            own.ifPresentOrElse(
                    proof -> proved.add(new ProvedName(mailbox, proof.id())),
                    () -> found.put(mailbox, address.domain()));
        }
        content.names(NameKind.UPN).forEach(name -> found.put(name, new UserPrincipalName(name).domain()));
        content.names(NameKind.URI).forEach(name -> found.put(name, new ServiceUri(name).host()));
        return found;
    }

    private Optional<Refusal> unprovedDomain(
            ProvedOfBody known,
            Map<String, DnsName> names,
            CertificateProfile profile,
            PolicyBundle bundle,
            List<ProvedName> proved) {
        BodyId body = known.body();
        Instant now = known.at();
        List<DnsName> asked = names.values().stream().distinct().toList();
        Map<DnsName, DomainProof> found = known.domains().apply(asked);
        for (DnsName name : asked) {
            Optional<DomainProof> proof = Optional.ofNullable(found.get(name));
            Duration most = bundle.floors().domainProofMaximum(profile.type(), now);
            if (proof.isEmpty()) {
                return Optional.of(new Refusal.NameNotProved(
                        name.value(),
                        "ask for names at or below a domain that " + body + " has proved: "
                                + String.join(", ", domains.domains(body, now)),
                        bundle.place(profile, "subjectAltName")));
            }
            if (!now.isBefore(proof.get().provedAt().plus(most))) {
                return Optional.of(new Refusal.NameNotProved(
                        name.value(),
                        "prove control of " + proof.get().domain() + " again; its proof is older than " + most.toDays()
                                + " days",
                        bundle.placeOfFloor(
                                profile.type() == CertificateType.SMIME
                                        ? "emailDomainProofMaximumDays"
                                        : "domainProofMaximumDays")));
            }
        }
        names.forEach((name, domain) ->
                proved.add(new ProvedName(name, found.get(domain).id())));
        return Optional.empty();
    }
}
