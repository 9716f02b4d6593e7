package pk.muhr.safety;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code policy_activation}: the newest is the bundle in force. */
@Entity
@Immutable
@Table(name = "policy_activation")
class PolicyActivationRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    String hash;

    @Column(name = "activated_by")
    String activatedBy;

    /** The proposal that two officers confirmed; null for an installation's first bundle. */
    Long candidate;

    @Column(name = "activated_at", insertable = false, updatable = false)
    Instant activatedAt;
}
