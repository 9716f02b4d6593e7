package pk.muhr.accreditation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code policy_withdrawal}. */
@Entity
@Immutable
@Table(name = "policy_withdrawal")
class PolicyWithdrawalRow {

    @Id
    long candidate;

    @Column(name = "withdrawn_by")
    String withdrawnBy;
}
