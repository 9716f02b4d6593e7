package pk.muhr.validation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.identity.BodyId;
import pk.muhr.problem.StoreRows;
import pk.muhr.x509.Sha256;

/** Which body has shown of which key that it lies in hardware. */
@ApplicationScoped
public class KeyProtectionProofs {

    private static final String STANDS = """
            select exists (select 1 from key_protection_proof
                           where spki_sha256 = ? and body = ? and proved_at > ? and proved_at <= ?)
            """;

    private static final String INSERT = """
            insert into key_protection_proof (id, body, spki_sha256, method, proved_at, verified_by)
            values (:id, :body, :key, :method, :at, :by)
            """;

    private final EntityManager entities;
    private final AgroalDataSource store;
    private final AuditRecords audit;

    KeyProtectionProofs(EntityManager entities, AgroalDataSource store, AuditRecords audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /**
     * Whether the body has shown it of this key.
     *
     * @param provedAfter older proofs do not count
     */
    public boolean stands(BodyId body, Sha256 key, Instant provedAfter, Instant at) {
        List<Object> values =
                List.of(key.hex(), body.value(), provedAfter.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC));
        return StoreRows.read(store, STANDS, values, row -> row.getBoolean(1)).getFirst();
    }

    /** Puts a proof on record. */
    @Transactional
    public void register(KeyProtectionProof proof, Actor by) {
        entities.createNativeQuery(INSERT)
                .setParameter("id", proof.id())
                .setParameter("body", proof.body().value())
                .setParameter("key", proof.key().hex())
                .setParameter("method", proof.method().label())
                .setParameter("at", proof.provedAt())
                .setParameter("by", by.id())
                .executeUpdate();
        audit.append(AuditEvent.success(
                        "KEY_PROTECTION_PROVED",
                        by,
                        Map.of(
                                "proof", proof.id(),
                                "body", proof.body(),
                                "method", proof.method().label(),
                                "provedAt", proof.provedAt()))
                .withSubject(proof.key().hex()));
    }
}
