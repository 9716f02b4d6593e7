package pk.muhr.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.Body;
import pk.muhr.validation.BodyProof;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.PersonProofs;
import pk.muhr.validation.TestProofs;
import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;

/** Puts bodies of one test on record, with what is proved of them. */
@ApplicationScoped
class TestBodies {

    private static final Actor TEST = Actor.system("test");

    private final Bodies bodies;
    private final DomainProofs domains;
    private final BodyProofs proofs;
    private final PersonProofs people;

    TestBodies(Bodies bodies, DomainProofs domains, BodyProofs proofs, PersonProofs people) {
        this.bodies = bodies;
        this.domains = domains;
        this.proofs = proofs;
        this.people = people;
    }

    TestBody register() {
        TestBody body = new TestBody();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        bodies.register(new Body(body.id, "Test Body", "PK", Optional.empty(), Optional.empty(), "GOVPK"), TEST);
        domains.register(
                new DomainProof(
                        UUID.randomUUID(),
                        body.id,
                        new DnsName(body.domain),
                        "development",
                        now,
                        now.plus(Duration.ofDays(100))),
                TEST);
        proofs.register(new BodyProof(UUID.randomUUID(), body.id, "development", now), TEST);
        return body;
    }

    /** The mailbox that is the own one of whoever asks for the body, from now on. */
    String mailbox(TestBody body) {
        EmailAddress own = new EmailAddress("own@" + body.domain);
        people.register(TestProofs.ofPerson(body.id, body.person, "3520212349999", 1, own), TEST);
        return own.value();
    }
}
