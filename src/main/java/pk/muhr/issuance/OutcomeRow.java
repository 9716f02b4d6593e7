package pk.muhr.issuance;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code outcome}. */
@Entity
@Immutable
@Table(name = "outcome")
class OutcomeRow {

    @Id
    UUID intent;

    String state;

    @Column(name = "signature_algorithm")
    byte[] signatureAlgorithm;

    byte[] signature;

    @Column(name = "certificate_sha256")
    String certificateSha256;

    @Column(name = "recorded_at", insertable = false, updatable = false)
    Instant recordedAt;
}
