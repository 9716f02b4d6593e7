package pk.muhr.revocation;

import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** A row of {@code revocation}, for reading: {@link StatusEvents} adds rows by statement, since the first insert wins. */
@Entity
@Immutable
@Table(name = "revocation")
class RevocationRow {

    @Id
    Long seq;

    @Column(name = "issuer_key")
    String issuerKey;

    String serial;
    String authority;
    Short shard;

    @Enumerated(EnumType.STRING)
    StatusKind kind;

    Long supersedes;
    short reason;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "invalidity_date")
    Instant invalidityDate;

    byte[] entry;

    RecordedRevocation recorded() {
        return new RecordedRevocation(
                AuthorityId.of(authority),
                SerialNumber.ofHex(serial),
                kind,
                revokedAt,
                RevocationReason.ofCode(reason).orElseThrow(),
                Optional.ofNullable(invalidityDate));
    }
}
