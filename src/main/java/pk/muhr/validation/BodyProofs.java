package pk.muhr.validation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreFailed;

/** When the record of each body was verified. */
@ApplicationScoped
public class BodyProofs {

    private static final String NEWEST = "select max(proved_at) from body_proof where body = ? and proved_at <= ?";

    private static final String INSERT = """
            insert into body_proof (id, body, method, proved_at, recorded_by) values (:id, :body, :method, :at, :by)
            """;

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    BodyProofs(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /** When the body was verified last, up to the given moment. Asked for every certificate that names a body. */
    public Optional<Instant> newest(BodyId body, Instant at) {
        try (Connection connection = store.getConnection();
                PreparedStatement query = connection.prepareStatement(NEWEST)) {
            query.setString(1, body.value());
            query.setObject(2, at.atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Puts a proof on record. */
    @Transactional
    public void register(BodyProof proof, Actor by) {
        entities.createNativeQuery(INSERT)
                .setParameter("id", proof.id())
                .setParameter("body", proof.body().value())
                .setParameter("method", proof.method())
                .setParameter("at", proof.provedAt())
                .setParameter("by", by.id())
                .executeUpdate();
        audit.append(AuditEvent.success(
                        "BODY_PROVED",
                        by,
                        Map.of("proof", proof.id(), "method", proof.method(), "provedAt", proof.provedAt()))
                .withSubject(proof.body().value()));
    }
}
