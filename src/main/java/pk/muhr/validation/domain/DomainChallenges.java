package pk.muhr.validation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import org.hibernate.JDBCException;
import org.hibernate.Session;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.validation.DomainMethod;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.OpenChallenges;
import pk.muhr.x509.DnsName;

/** The challenges of each body, and each look for the value of one. */
@ApplicationScoped
public class DomainChallenges {

    private static final String HELD = "MU050";
    private static final String TAKEN = "23505";

    private static final String INSERT = """
            insert into domain_challenge (id, body, domain, method, value, asked_by, issued_at, expires_at)
            values (:id, :body, :domain, :method, :value, :by, :issued, :expires)
            """;

    private static final String CHECKED = """
            insert into domain_check (challenge, checked_at, checked_by, proof, reason)
            values (:challenge, :at, :by, cast(:proof as uuid), cast(:reason as text))
            """;

    private static final String OPEN = """
            select c.id, c.body, c.domain, c.method, c.value, c.issued_at, c.expires_at from domain_challenge c
            where c.body = :body and c.expires_at > :at and c.id = coalesce(cast(:id as uuid), c.id)
            and not exists (select 1 from domain_check k where k.challenge = c.id and k.proof is not null)
            order by c.issued_at desc
            """;

    private final EntityManager entities;
    private final DomainProofs proofs;
    private final AuditRecords audit;

    DomainChallenges(EntityManager entities, DomainProofs proofs, AuditRecords audit) {
        this.entities = entities;
        this.proofs = proofs;
        this.audit = audit;
    }

    /** The domain is another body's by now, or the challenge has proved it already; nothing was recorded. */
    static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean held;

        Overtaken(boolean held, JDBCException cause) {
            super(cause.getMessage(), cause);
            this.held = held;
        }

        DomainCheck check() {
            return held ? new DomainCheck.Held() : new DomainCheck.Spent();
        }
    }

    /** Challenges of a body that may still prove something, newest first. */
    @Transactional
    public List<DomainChallenge> open(BodyId body, Instant at) {
        return open(body, Optional.empty(), at);
    }

    /** The challenge of a body that has this id, if it may still prove something. */
    @Transactional
    public Optional<DomainChallenge> open(BodyId body, UUID id, Instant at) {
        return open(body, Optional.of(id), at).stream().findFirst();
    }

    private List<DomainChallenge> open(BodyId body, Optional<UUID> id, Instant at) {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(OPEN, Tuple.class)
                .setParameter("body", body.value())
                .setParameter("id", id.map(UUID::toString).orElse(null))
                .setParameter("at", at)
                .getResultList()
                .stream()
                .map(DomainChallenges::challenge)
                .toList();
    }

    /**
     * Puts a challenge on record.
     *
     * @throws pk.muhr.problem.ProblemException when the body has too many open ones
     */
    @Transactional
    public void issue(DomainChallenge challenge, Actor by) {
        try {
            entities.createNativeQuery(INSERT)
                    .setParameter("id", challenge.id())
                    .setParameter("body", challenge.body().value())
                    .setParameter("domain", challenge.domain().value())
                    .setParameter("method", challenge.method().label())
                    .setParameter("value", challenge.value())
                    .setParameter("by", by.id())
                    .setParameter("issued", challenge.issuedAt())
                    .setParameter("expires", challenge.expiresAt())
                    .executeUpdate();
        } catch (JDBCException e) {
            throw OpenChallenges.refusal(e, challenge.body());
        }
        audit.append(AuditEvent.success(
                        "DOMAIN_CHALLENGED",
                        by,
                        Map.of(
                                "challenge", challenge.id(),
                                "body", challenge.body(),
                                "method", challenge.method().clause(),
                                "expiresAt", challenge.expiresAt()))
                .withSubject(challenge.domain().value()));
    }

    /**
     * Puts on record that the value was there, and the proof with it.
     *
     * @throws Overtaken when the database knows of a proof that forbids it
     */
    @Transactional
    public void proved(DomainChallenge challenge, DomainProof proof, Actor by) {
        try {
            Map<String, Object> evidence =
                    Map.of("challenge", challenge.id(), "place", challenge.place(), "edition", DomainMethod.EDITION);
            proofs.register(proof, evidence, by);
            check(challenge, proof.provedAt(), Optional.of(proof.id()), Optional.empty(), by);
        } catch (JDBCException e) {
            String state = String.valueOf(e.getSQLState());
            if (!state.equals(HELD) && !state.equals(TAKEN)) {
                throw e;
            }
            throw new Overtaken(state.equals(HELD), e);
        }
    }

    /** Puts on record what was found instead. */
    @Transactional
    public void notProved(DomainChallenge challenge, Instant at, String instead, Actor by) {
        check(challenge, at, Optional.empty(), Optional.of(instead), by);
        audit.append(AuditEvent.refusal(
                        "DOMAIN_NOT_PROVED",
                        by,
                        Map.of(
                                "challenge", challenge.id(),
                                "body", challenge.body(),
                                "method", challenge.method().clause(),
                                "edition", DomainMethod.EDITION,
                                "found", instead))
                .withSubject(challenge.domain().value()));
    }

    private void check(
            DomainChallenge challenge, Instant at, Optional<UUID> proof, Optional<String> instead, Actor by) {
        entities.createNativeQuery(CHECKED)
                .setParameter("challenge", challenge.id())
                .setParameter("at", at)
                .setParameter("by", by.id())
                .setParameter("proof", proof.map(UUID::toString).orElse(null))
                .setParameter("reason", instead.orElse(null))
                .executeUpdate();
    }

    private static DomainChallenge challenge(Tuple row) {
        return new DomainChallenge(
                row.get("id", UUID.class),
                new BodyId(row.get("body", String.class)),
                new DnsName(row.get("domain", String.class)),
                DomainMethod.ofLabel(row.get("method", String.class)).orElseThrow(),
                row.get("value", String.class),
                row.get("issued_at", Instant.class),
                row.get("expires_at", Instant.class));
    }
}
