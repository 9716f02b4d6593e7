package pk.muhr.accreditation;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code policy_confirmation}. */
@Entity
@Immutable
@Table(name = "policy_confirmation")
@IdClass(PolicyConfirmationRow.Key.class)
class PolicyConfirmationRow {

    /** Its primary key. */
    record Key(long candidate, String person) implements Serializable {}

    @Id
    long candidate;

    @Id
    String person;

    String role;

    @Column(name = "confirmed_at")
    Instant confirmedAt;
}
