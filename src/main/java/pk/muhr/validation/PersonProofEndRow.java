package pk.muhr.validation;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code person_proof_end}. */
@Entity
@Immutable
@Table(name = "person_proof_end")
class PersonProofEndRow {

    @Id
    UUID proof;

    @Column(name = "ended_by")
    String endedBy;
}
