package pk.muhr.revocation.crl;

import java.math.BigInteger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code crl}: a list that was signed and verified. */
@Entity
@Immutable
@Table(name = "crl")
@IdClass(CrlIntentRow.Key.class)
class CrlRow {

    @Id
    String authority;

    @Id
    short shard;

    @Id
    @Column(precision = 48)
    BigInteger number;

    byte[] der; // whole, of those made before lists were kept as events

    @Column(name = "signature_algorithm")
    byte[] signatureAlgorithm;

    byte[] signature;
    String sha256;
}
