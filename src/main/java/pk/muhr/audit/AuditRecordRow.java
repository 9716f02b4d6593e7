package pk.muhr.audit;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of {@code audit_record}. */
@Entity
@Immutable
@Table(name = "audit_record")
class AuditRecordRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    @Column(name = "recorded_at", insertable = false, updatable = false)
    Instant recordedAt;

    String event;
    String outcome;
    String actor;

    @Column(name = "actor_role")
    String actorRole;

    String authority;

    @Column(name = "policy_hash")
    String policyHash;

    UUID request;
    String subject;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String details;
}
