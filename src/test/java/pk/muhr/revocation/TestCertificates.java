package pk.muhr.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Certificates to revoke, and what crashes leave of others. */
public final class TestCertificates {

    private static final String PENDING = """
            insert into intent (id, attempt, authority, issuer_key, serial, profile, tbs, subject_key, not_after,
                                policy_hash, lease_end)
            select ?, 1, ?, ?, ?, 'tls-server', '', repeat('0', 64), now(), hash, now() + interval '1 day'
            from policy_activation order by seq desc limit 1
            """;

    private static final String PENDING_OF_KEY = """
            insert into intent (id, attempt, authority, issuer_key, serial, profile, body, tbs, subject_key, not_after,
                                policy_hash, lease_end, person, family)
            select ?, 1, ?, ?, ?, 'tls-server', h.body, '', h.subject_key, now() + interval '1 day',
                   (select hash from policy_activation order by seq desc limit 1), now() + interval '1 day',
                   h.person, h.family
            from key_holder h where h.subject_key = ?
            """;

    private TestCertificates() {}

    /** One issued to this body over the API. */
    public static Certificate issued(String body) {
        return issued(
                body,
                "tls-server",
                Csrs.p256().dns("www." + body + ".example.gov.pk").pem());
    }

    /** One issued to this body over the API, for this request. */
    public static Certificate issued(String body, String profile, String csr) {
        Response answer = Api.subscriber(body)
                .contentType(ContentType.JSON)
                .body(Map.of("profile", profile, "csr", csr))
                .post("/api/v1/requests");
        return Certificate.of(Pem.parse(answer.path("certificate.pem")).content());
    }

    /** One that an officer may hold. */
    public static Certificate ofDevice(String body) {
        return issued(
                body,
                "authentication-device",
                Csrs.p256().dns("device." + body + ".example.gov.pk").pem());
    }

    /** Asks an officer for it, with this reason and perhaps an invalidity date. */
    public static Response order(Certificate certificate, String reason, Instant... invalidityDate) {
        Map<String, String> wish = new HashMap<>(Map.of("reason", reason));
        for (Instant date : invalidityDate) {
            wish.put("invalidityDate", date.toString());
        }
        return Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/certificates/" + certificate.fingerprint() + "/revocation");
    }

    /** Asks an officer to release it. */
    public static Response release(Certificate certificate) {
        return Api.officer(Role.REVOCATION_OFFICER)
                .post("/api/v1/certificates/" + certificate.fingerprint() + "/release");
    }

    /** Asks for the revocation of a certificate. */
    public static Response revoke(String body, Certificate certificate, String reason) {
        return Api.subscriber(body)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/certificates/" + certificate.fingerprint() + "/revocation");
    }

    /** Leaves an intent without outcome, as a crash in the middle of a signature does. */
    public static UUID pending(String authority, Certificate issuer, SerialNumber serial) throws SQLException {
        UUID id = UUID.randomUUID();
        execute(PENDING, id, authority, issuer.key().fingerprint().hex(), serial.hex());
        return id;
    }

    /** As {@link #pending}, for the key and the body of this certificate. */
    public static UUID pendingOfKey(Certificate certificate, String authority, Sha256 issuerKey, SerialNumber serial)
            throws SQLException {
        UUID id = UUID.randomUUID();
        execute(
                PENDING_OF_KEY,
                id,
                authority,
                issuerKey.hex(),
                serial.hex(),
                certificate.key().fingerprint().hex());
        return id;
    }

    /** Leaves an orphan whose revocation is missing, which no transaction of ours does. */
    public static void orphaned(UUID intent) throws SQLException {
        execute("insert into outcome (intent, state) values (?, 'ORPHANED')", intent);
    }

    /** Revokes as another replica does: this one is told nothing. */
    public static void revokedElsewhere(String authority, Certificate issuer, SerialNumber serial) throws SQLException {
        revokedElsewhere(authority, issuer.key().fingerprint(), serial, RevocationReason.SUPERSEDED);
    }

    /** As {@link #revokedElsewhere(String, Certificate, SerialNumber)}, for this reason. */
    public static void revokedElsewhere(
            String authority, Sha256 issuerKey, SerialNumber serial, RevocationReason reason) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        execute(
                "insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, entry)"
                        + " values (?, ?, ?, 'REVOKED', ?, ?, 'elsewhere', ?)",
                issuerKey.hex(),
                serial.hex(),
                authority,
                reason.code(),
                now.atOffset(ZoneOffset.UTC),
                new RevocationEntry(serial, now, reason, Optional.empty()).der().bytes());
    }

    private static void execute(String statement, Object... values) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(statement)) {
            for (int at = 0; at < values.length; at++) {
                insert.setObject(at + 1, values[at]);
            }
            insert.executeUpdate();
        }
    }
}
