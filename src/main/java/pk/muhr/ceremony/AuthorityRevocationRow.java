package pk.muhr.ceremony;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A row of {@code authority_revocation}. */
@Entity
@Immutable
@Table(name = "authority_revocation")
class AuthorityRevocationRow {

    @Id
    UUID id;

    String authority;

    @Column(name = "issuer_key")
    String issuerKey;

    String serial;
    short reason;

    @Column(name = "invalidity_date")
    Instant invalidityDate;

    @Column(name = "proposed_by")
    String proposedBy;

    String role;

    @Column(name = "proposed_at")
    Instant proposedAt;
}
