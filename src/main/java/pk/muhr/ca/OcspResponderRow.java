package pk.muhr.ca;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** A row of {@code ocsp_responder}: the newest of an authority answers. */
@Entity
@Immutable
@Table(name = "ocsp_responder")
class OcspResponderRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long seq;

    String authority;
    String token;

    @Column(name = "key_label")
    String keyLabel;

    byte[] certificate;

    @Column(name = "not_after")
    Instant notAfter;

    static OcspResponderRow of(RegisteredResponder responder) {
        OcspResponderRow row = new OcspResponderRow();
        row.authority = responder.authority().toString();
        row.token = responder.token().value();
        row.keyLabel = responder.key().value();
        row.certificate = responder.certificate().der().bytes();
        row.notAfter = responder.certificate().notAfter();
        return row;
    }

    RegisteredResponder responder() {
        return new RegisteredResponder(
                AuthorityId.of(authority),
                new TokenLabel(token),
                new KeyLabel(keyLabel),
                Certificate.of(Der.of(certificate)));
    }
}
