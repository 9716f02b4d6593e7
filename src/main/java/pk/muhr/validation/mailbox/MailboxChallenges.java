package pk.muhr.validation.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import org.hibernate.JDBCException;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreRows;
import pk.muhr.validation.MailboxProof;
import pk.muhr.validation.MailboxProofs;
import pk.muhr.validation.OpenChallenges;
import pk.muhr.validation.RandomValue;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.Sha256;

/** The challenges of each body, the hashes of their values, and each value that somebody sent back. */
@ApplicationScoped
public class MailboxChallenges {

    private static final String SPENT = "MU081";

    private static final String INSERT = """
            insert into mailbox_challenge (id, body, address, asked_by, issued_at, expires_at)
            values (:id, :body, :address, :by, :issued, :expires)
            """;
    private static final String VALUE = "insert into mailbox_value (challenge, sha256) values (:challenge, :sha256)";
    private static final String TRY = """
            insert into mailbox_try (challenge, tried_at, tried_by, proof)
            values (:challenge, :at, :by, cast(:proof as uuid))
            """;
    private static final String OPEN = """
            select c.id, c.body, c.address, c.issued_at, c.expires_at from mailbox_challenge c
            where c.body = ? and mailbox_challenge_is_open(c, ?) order by c.issued_at desc
            """;
    private static final String VALUES = "select sha256 from mailbox_value where challenge = ?";

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final MailboxProofs proofs;
    private final AuditRecords audit;
    private final SecureRandom random;

    MailboxChallenges(
            EntityManager entities,
            AgroalDataSource store,
            MailboxProofs proofs,
            AuditRecords audit,
            SecureRandom random) {
        this.entities = entities;
        this.store = store;
        this.proofs = proofs;
        this.audit = audit;
        this.random = random;
    }

    /** Challenges of a body that may still prove something, newest first. */
    public List<MailboxChallenge> open(BodyId body, Instant at) {
        return StoreRows.read(
                store, OPEN, List.of(body.value(), at.atOffset(ZoneOffset.UTC)), MailboxChallenges::challenge);
    }

    /** The challenge is proved, tried too often, or too old by now; nothing was recorded. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent(JDBCException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Puts a challenge on record; the database writes the notice that will carry its value.
     *
     * @throws pk.muhr.problem.ProblemException when the body has too many open ones
     */
    @Transactional
    void issue(MailboxChallenge challenge, Actor by) {
        try {
            entities.createNativeQuery(INSERT)
                    .setParameter("id", challenge.id())
                    .setParameter("body", challenge.body().value())
                    .setParameter("address", challenge.address().value())
                    .setParameter("by", by.id())
                    .setParameter("issued", challenge.issuedAt())
                    .setParameter("expires", challenge.expiresAt())
                    .executeUpdate();
        } catch (JDBCException e) {
            throw OpenChallenges.refusal(e, challenge.body());
        }
        audit.append(AuditEvent.success(
                        "MAILBOX_CHALLENGED",
                        by,
                        Map.of(
                                "challenge", challenge.id(),
                                "body", challenge.body(),
                                "method", MailboxProof.METHOD,
                                "expiresAt", challenge.expiresAt()))
                .withSubject(challenge.address().value()));
    }

    /** A value for one mail; its hash is on record before anybody sees it. */
    @Transactional
    public String freshValue(UUID challenge) {
        String value = RandomValue.fresh(random);
        entities.createNativeQuery(VALUE)
                .setParameter("challenge", challenge)
                .setParameter("sha256", hash(value).hex())
                .executeUpdate();
        return value;
    }

    /** Whether one of the challenge's mails had this value; takes as long for every wrong one. */
    boolean isMailed(MailboxChallenge challenge, String value) {
        byte[] given = hash(value).bytes();
        boolean found = false;
        for (Sha256 mailed : mailed(challenge)) {
            found |= MessageDigest.isEqual(mailed.bytes(), given);
        }
        return found;
    }

    private List<Sha256> mailed(MailboxChallenge challenge) {
        return StoreRows.read(store, VALUES, List.of(challenge.id()), row -> new Sha256(row.getString("sha256")));
    }

    /**
     * Puts on record that the value came back, and the proof with it.
     *
     * @throws Spent when the challenge was spent in the meantime
     */
    @Transactional
    void proved(MailboxChallenge challenge, MailboxProof proof, Actor by) {
        proofs.register(proof, challenge.id(), by);
        tried(challenge, proof.provedAt(), Optional.of(proof.id()), by);
    }

    /**
     * Puts on record that a wrong value came.
     *
     * @throws Spent when the challenge was spent in the meantime
     */
    @Transactional
    void notProved(MailboxChallenge challenge, Instant at, Actor by) {
        tried(challenge, at, Optional.empty(), by);
        audit.append(AuditEvent.refusal(
                        "MAILBOX_NOT_PROVED",
                        by,
                        Map.of("challenge", challenge.id(), "body", challenge.body(), "method", MailboxProof.METHOD))
                .withSubject(challenge.address().value()));
    }

    private void tried(MailboxChallenge challenge, Instant at, Optional<UUID> proof, Actor by) {
        try {
            entities.createNativeQuery(TRY)
                    .setParameter("challenge", challenge.id())
                    .setParameter("at", at)
                    .setParameter("by", by.id())
                    .setParameter("proof", proof.map(UUID::toString).orElse(null))
                    .executeUpdate();
        } catch (JDBCException e) {
            throw SPENT.equals(e.getSQLState()) ? new Spent(e) : e;
        }
    }

    private static Sha256 hash(String value) {
        return Sha256.of(value.getBytes(StandardCharsets.UTF_8));
    }

    private static MailboxChallenge challenge(ResultSet row) throws SQLException {
        return new MailboxChallenge(
                row.getObject("id", UUID.class),
                new BodyId(row.getString("body")),
                new EmailAddress(row.getString("address")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
