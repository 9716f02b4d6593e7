package pk.muhr.validation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.DevelopmentIdentities;
import pk.muhr.identity.PersonId;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.NaturalIdentifier;
import pk.muhr.x509.UserPrincipalName;

/**
 * Proofs for the bodies of a development installation, below a name that exists nowhere ({@code example.gov.pk}).
 * Nothing in production mode calls this.
 */
@ApplicationScoped
public class DevelopmentProofs {

    private static final Duration RENEW_BEFORE = Duration.ofDays(100);

    private final DomainProofs domains;
    private final PersonProofs people;
    private final BodyProofs bodies;
    private final Clock clock;

    DevelopmentProofs(DomainProofs domains, PersonProofs people, BodyProofs bodies, Clock clock) {
        this.domains = domains;
        this.people = people;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** Makes sure that each development body has proofs, renewed when they are a hundred days old; safe at every start. */
    public void establish(Actor by) {
        List.of(
                        DevelopmentIdentities.NITB,
                        DevelopmentIdentities.NTC,
                        DevelopmentIdentities.TEXTILES,
                        DevelopmentIdentities.PUNJAB)
                .forEach(body -> establish(body, by));
        establish(DevelopmentIdentities.NITB, new DnsName("nitb.example.gov.pk"), by);
        establish(DevelopmentIdentities.NTC, new DnsName("ntc.example.gov.pk"), by);
        establish(DevelopmentIdentities.TEXTILES, new DnsName("textiles.example.com.pk"), by);
        establish(DevelopmentIdentities.PUNJAB, new DnsName("punjab.example.gov.pk"), by);
        establish(DevelopmentIdentities.NITB, "3520212345672", "Ayesha", "Khan", "Director", "1101", by);
        establish(DevelopmentIdentities.NITB, "6110198765433", "Bilal", "Ahmed", "Deputy Director", "1102", by);
        establish(DevelopmentIdentities.NTC, "4220155555554", "Sana", "Iqbal", "Chief Engineer", "1103", by);
    }

    private void establish(
            BodyId body,
            String cnic,
            String givenName,
            String surname,
            String title,
            String directoryNumber,
            Actor by) {
        NaturalIdentifier person = NaturalIdentifier.of(cnic);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean proved = people.of(body, person).stream()
                .anyMatch(proof -> proof.expiresAt().isAfter(now.plus(RENEW_BEFORE)));
        if (proved) {
            return;
        }
        String account = (givenName + "." + surname).toLowerCase(Locale.ROOT);
        String address = account + "@" + body + ".example.gov.pk";
        people.register(
                new PersonProof(
                        UUID.randomUUID(),
                        body,
                        new PersonId(account),
                        person,
                        new LegibleText(givenName),
                        new LegibleText(surname),
                        Optional.of(new LegibleText(title)),
                        Optional.empty(),
                        List.of(new EmailAddress(address)),
                        Optional.of(new UserPrincipalName(address)),
                        Optional.of("S-1-5-21-1004336348-1177238915-682003330-" + directoryNumber),
                        "development",
                        now,
                        now.plus(PersonProof.LONGEST_USE)),
                by);
    }

    private void establish(BodyId body, Actor by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant counts = bodies.newest(body, now).map(BodyProof::provedAt).orElse(Instant.MIN);
        if (counts.isBefore(now.minus(RENEW_BEFORE))) {
            bodies.register(new BodyProof(UUID.randomUUID(), body, "development", now), by);
        }
    }

    private void establish(BodyId body, DnsName domain, Actor by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean young = domains.covering(body, domain, now)
                .filter(proof -> proof.provedAt().isAfter(now.minus(RENEW_BEFORE)))
                .isPresent();
        if (!young) {
            Instant end = now.plus(DomainProof.LONGEST_USE);
            domains.register(new DomainProof(UUID.randomUUID(), body, domain, "development", now, end), by);
        }
    }
}
