package pk.muhr.validation;

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

/** When the record of each body was verified. */
@ApplicationScoped
public class BodyProofs {

    private static final String NEWEST =
            "select id, method, proved_at from body_proof where body = ? and proved_at <= ?"
                    + " order by proved_at desc limit 1";

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

    /** How the body was verified last, up to the given moment. Asked for every certificate that names a body. */
    public Optional<BodyProof> newest(BodyId body, Instant at) {
        return StoreRows.read(
                        store,
                        NEWEST,
                        List.of(body.value(), at.atOffset(ZoneOffset.UTC)),
                        row -> new BodyProof(
                                row.getObject(1, UUID.class),
                                body,
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                .stream()
                .findFirst();
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
