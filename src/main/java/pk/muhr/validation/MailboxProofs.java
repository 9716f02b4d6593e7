package pk.muhr.validation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.EmailAddress;

/** Which mailboxes a body has shown to be read by its own. */
@ApplicationScoped
public class MailboxProofs {

    private static final String OF = "select * from mailbox_proof where body = ? order by proved_at desc, id";
    private static final String COVERING = """
            select * from mailbox_proof
            where body = ? and address = ? and proved_at > ? and proved_at <= ? and expires_at > ?
            order by proved_at desc
            """;
    private static final String INSERT = """
            insert into mailbox_proof (id, body, address, method, proved_at, expires_at)
            values (:id, :body, :address, :method, :proved, :expires)
            """;

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    MailboxProofs(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /**
     * The newest proof of this very mailbox that counts.
     *
     * @param most how old it may be
     */
    public Optional<MailboxProof> covering(BodyId body, EmailAddress address, Duration most, Instant at) {
        OffsetDateTime moment = at.atOffset(ZoneOffset.UTC);
        List<Object> values = List.of(body.value(), address.value(), moment.minus(most), moment, moment);
        return StoreRows.read(store, COVERING, values, MailboxProofs::proof).stream()
                .findFirst();
    }

    /** Every proof of a body, expired ones too, newest first. */
    public List<MailboxProof> of(BodyId body) {
        return StoreRows.read(store, OF, List.of(body.value()), MailboxProofs::proof);
    }

    /** Puts a proof on record. */
    @Transactional
    public void register(MailboxProof proof, UUID challenge, Actor by) {
        entities.createNativeQuery(INSERT)
                .setParameter("id", proof.id())
                .setParameter("body", proof.body().value())
                .setParameter("address", proof.address().value())
                .setParameter("method", MailboxProof.METHOD)
                .setParameter("proved", proof.provedAt())
                .setParameter("expires", proof.expiresAt())
                .executeUpdate();
        audit.append(AuditEvent.success(
                        "MAILBOX_PROVED",
                        by,
                        Map.of(
                                "challenge", challenge,
                                "proof", proof.id(),
                                "body", proof.body(),
                                "method", MailboxProof.METHOD,
                                "expiresAt", proof.expiresAt()))
                .withSubject(proof.address().value()));
    }

    private static MailboxProof proof(ResultSet row) throws SQLException {
        return new MailboxProof(
                row.getObject("id", UUID.class),
                new BodyId(row.getString("body")),
                new EmailAddress(row.getString("address")),
                row.getObject("proved_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
