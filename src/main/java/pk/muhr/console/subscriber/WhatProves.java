package pk.muhr.console.subscriber;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.identity.BodyId;
import pk.muhr.validation.BodyProofs;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.validation.PersonProofs;
import pk.muhr.validation.ProvedName;

/** The proofs behind names, in words. */
@ApplicationScoped
public class WhatProves {

    private final DomainProofs domains;
    private final MailboxProofs mailboxes;
    private final BodyProofs bodies;
    private final PersonProofs people;
    private final Clock clock;

    WhatProves(DomainProofs domains, MailboxProofs mailboxes, BodyProofs bodies, PersonProofs people, Clock clock) {
        this.domains = domains;
        this.mailboxes = mailboxes;
        this.bodies = bodies;
        this.people = people;
        this.clock = clock;
    }

    /**
     * What stands behind a name.
     *
     * @param key names the words for the kind of proof
     * @param method a clause, or as an officer wrote it
     */
    public record Proved(String name, String key, String method, Instant at) {}

    private record Proof(String key, String method, Instant at) {}

    /** What stands behind these names of a body. */
    List<Proved> of(BodyId body, List<ProvedName> names) {
        Map<UUID, Proof> known = new HashMap<>();
        domains.of(body)
                .forEach(proof -> known.put(proof.id(), new Proof("byDomain", proof.method(), proof.provedAt())));
        mailboxes
                .of(body)
                .forEach(proof -> known.put(proof.id(), new Proof("byMailbox", "S/MIME BR 3.2.2.2", proof.provedAt())));
        bodies.newest(body, clock.instant())
                .ifPresent(
                        proof -> known.put(proof.id(), new Proof("byOrganization", proof.method(), proof.provedAt())));
        people.standing(body)
                .forEach(proof -> known.put(proof.id(), new Proof("byPerson", proof.method(), proof.provedAt())));
        return names.stream()
                .filter(name -> known.containsKey(name.proof()))
                .map(name -> {
                    Proof proof = known.get(name.proof());
                    return new Proved(name.name(), proof.key(), proof.method(), proof.at());
                })
                .toList();
    }
}
