package pk.muhr.revocation.crl;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code crl_intent}: a list that was going to be signed. */
@Entity
@Immutable
@Table(name = "crl_intent")
@IdClass(CrlIntentRow.Key.class)
class CrlIntentRow {

    /** Its primary key. */
    record Key(String authority, BigInteger number) implements Serializable {}

    @Id
    String authority;

    @Id
    @Column(precision = 48)
    BigInteger number;

    @Column(name = "this_update")
    Instant thisUpdate;

    @Column(name = "next_update")
    Instant nextUpdate;

    @Column(name = "cut_off")
    long cutOff;

    byte[] tbs;

    @Column(name = "policy_hash")
    String policyHash;
}
