package pk.muhr.ca;

import java.io.Serializable;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.ProfileId;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** A row of {@code authority}. */
@Entity
@Immutable
@Table(name = "authority")
@IdClass(AuthorityRow.Key.class)
class AuthorityRow {

    /** Its primary key. */
    record Key(String name, int generation) implements Serializable {}

    @Id
    String name;

    @Id
    int generation;

    String issuer;
    String token;

    @Column(name = "key_label")
    String keyLabel;

    @Column(name = "spki_sha256")
    String spkiSha256;

    byte[] certificate;

    @Column(name = "certificate_sha256")
    String certificateSha256;

    String profile;

    @Column(name = "registered_at", insertable = false, updatable = false)
    java.time.Instant registeredAt;

    static AuthorityRow of(RegisteredAuthority authority) {
        AuthorityRow row = new AuthorityRow();
        row.name = authority.id().name().value();
        row.generation = authority.id().generation();
        row.issuer = authority.issuer().map(AuthorityId::toString).orElse(null);
        row.token = authority.token().value();
        row.keyLabel = authority.key().value();
        row.spkiSha256 = authority.certificate().key().fingerprint().hex();
        row.certificate = authority.certificate().der().bytes();
        row.certificateSha256 = authority.certificate().fingerprint().hex();
        row.profile = authority.profile().value();
        return row;
    }

    RegisteredAuthority authority() {
        return new RegisteredAuthority(
                new AuthorityId(new AuthorityName(name), generation),
                Optional.ofNullable(issuer).map(AuthorityId::of),
                new ProfileId(profile),
                new TokenLabel(token),
                new KeyLabel(keyLabel),
                Certificate.of(Der.of(certificate)));
    }
}
