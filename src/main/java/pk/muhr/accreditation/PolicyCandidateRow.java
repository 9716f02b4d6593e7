package pk.muhr.accreditation;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of {@code policy_candidate}. */
@Entity
@Immutable
@Table(name = "policy_candidate")
class PolicyCandidateRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    String hash;
    int version;

    @Column(name = "based_on")
    long basedOn;

    @ColumnTransformer(write = "cast(? as jsonb)")
    String diff;

    @Column(name = "proposed_by")
    String proposedBy;

    @Column(name = "proposed_at")
    Instant proposedAt;
}
