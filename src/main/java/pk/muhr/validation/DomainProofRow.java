package pk.muhr.validation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.identity.BodyId;
import pk.muhr.x509.DnsName;

/** A row of {@code domain_proof}. */
@Entity
@Immutable
@Table(name = "domain_proof")
class DomainProofRow {

    @Id
    UUID id;

    String body;
    String domain;
    String method;

    @Column(name = "proved_at")
    Instant provedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    static DomainProofRow of(DomainProof proof) {
        DomainProofRow row = new DomainProofRow();
        row.id = proof.id();
        row.body = proof.body().value();
        row.domain = proof.domain().value();
        row.method = proof.method();
        row.provedAt = proof.provedAt();
        row.expiresAt = proof.expiresAt();
        return row;
    }

    DomainProof proof() {
        return new DomainProof(id, new BodyId(body), new DnsName(domain), method, provedAt, expiresAt);
    }
}
