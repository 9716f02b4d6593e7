package pk.muhr.issuance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.ca.AuthorityId;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** A row of {@code intent}. */
@Entity
@Immutable
@Table(name = "intent")
class IntentRow {

    @Id
    UUID id;

    UUID request;
    int attempt;
    String authority;

    @Column(name = "issuer_key")
    String issuerKey;

    String serial;
    String profile;
    String body;
    String person;
    byte[] tbs;

    @Column(name = "subject_key")
    String subjectKey;

    @Column(name = "not_after")
    Instant notAfter;

    @Column(name = "policy_hash")
    String policyHash;

    @Column(name = "lease_end")
    Instant leaseEnd;

    Intent intent() {
        return new Intent(
                id,
                Optional.ofNullable(request),
                AuthorityId.of(authority),
                new Sha256(issuerKey),
                SerialNumber.ofHex(serial));
    }
}
