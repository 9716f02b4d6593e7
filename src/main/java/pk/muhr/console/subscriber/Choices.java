package pk.muhr.console.subscriber;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.Body;
import pk.muhr.identity.Caller;
import pk.muhr.issuance.BodyAttributes;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.MailboxProof;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.validation.PersonProof;
import pk.muhr.validation.PersonProofs;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NameKind;

/** What a requester can choose without proving anything more. */
@ApplicationScoped
class Choices {

    private static final int MOST = 12;

    private final DomainProofs domains;
    private final MailboxProofs mailboxes;
    private final PersonProofs people;
    private final Clock clock;

    Choices(DomainProofs domains, MailboxProofs mailboxes, PersonProofs people, Clock clock) {
        this.domains = domains;
        this.mailboxes = mailboxes;
        this.people = people;
        this.clock = clock;
    }

    /** The requester's own person, as officers identified them, where the profile names a person. */
    Map<String, String> typed(CertificateProfile profile, Caller caller) {
        Map<String, String> typed = new LinkedHashMap<>();
        if (!profile.subject().ofPerson().isEmpty()) {
            self(caller).ifPresent(proof -> {
                typed.put("givenName", proof.givenName().value());
                typed.put("surname", proof.surname().value());
                typed.put("title", proof.title().map(LegibleText::value).orElse(""));
                typed.put("upn", proof.principal().map(Object::toString).orElse(""));
            });
        }
        return typed;
    }

    /** For each kind of name some that are proved. */
    Map<String, List<String>> of(CertificateProfile profile, Caller caller) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        profile.subjectAltName()
                .ifPresent(names -> names.kinds().forEach(kind -> choices.put(kind.label(), of(kind, caller))));
        return choices;
    }

    private List<String> of(NameKind kind, Caller caller) {
        List<String> proved =
                switch (kind) {
                    case DNS ->
                        domains.domains(caller.requireBody(), clock.instant()).stream()
                                .flatMap(domain -> Stream.of(domain, "www." + domain))
                                .toList();
                    case EMAIL -> mailboxes(caller);
                    case UPN ->
                        self(caller).flatMap(PersonProof::principal).map(Object::toString).stream()
                                .toList();
                    case URI -> List.of();
                };
        return proved.stream().distinct().limit(MOST).toList();
    }

    private List<String> mailboxes(Caller caller) {
        List<String> addresses = new ArrayList<>();
        self(caller).ifPresent(proof -> proof.mailboxes().forEach(address -> addresses.add(address.value())));
        mailboxes.of(caller.requireBody()).stream()
                .filter(proof -> proof.expiresAt().isAfter(clock.instant()))
                .map(MailboxProof::address)
                .forEach(address -> addresses.add(address.value()));
        return addresses;
    }

    private Optional<PersonProof> self(Caller caller) {
        return people.standing(caller.requireBody()).stream()
                .filter(proof -> proof.account().equals(caller.person()))
                .filter(proof -> proof.expiresAt().isAfter(clock.instant()))
                .findFirst();
    }

    /** What the certificate will say of the body, by the keys of the facts' words. */
    Map<String, String> said(CertificateProfile profile, Body body) {
        Map<String, String> said = new LinkedHashMap<>();
        BodyAttributes.of(body).forEach((type, value) -> {
            if (profile.subject().fromBody().contains(type)) {
                said.put("attribute" + Words.capitalized(type.label()), value);
            }
        });
        return said;
    }
}
