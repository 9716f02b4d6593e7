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
    record Key(String authority, short shard, BigInteger number) implements Serializable {}

    @Id
    String authority;

    @Id
    short shard;

    @Id
    @Column(precision = 48)
    BigInteger number;

    @Column(name = "this_update")
    Instant thisUpdate;

    @Column(name = "next_update")
    Instant nextUpdate;

    @Column(name = "cut_off")
    long cutOff;

    @Column(precision = 48)
    BigInteger base;

    @Column(name = "base_cut_off")
    Long baseCutOff;

    @Column(name = "expired_before")
    Instant expiredBefore;

    @Column(name = "expired_cut_off")
    Long expiredCutOff;

    byte[] head;
    byte[] tail;
    Long entries;

    @Column(name = "tbs_length")
    Long tbsLength;

    @Column(name = "tbs_sha256")
    String tbsSha256;

    @Column(name = "policy_hash")
    String policyHash;
}
