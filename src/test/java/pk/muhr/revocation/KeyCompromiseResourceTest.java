package pk.muhr.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CompromisedKeys;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/** Keys that prove their own compromise, over HTTP and without a login. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyCompromiseResourceTest {

    private static final String SUBJECT = "CN=This key is compromised";

    private static final String HOLD = """
            insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, entry)
            values (?, ?, 'gov-tls-g1', 'HELD', 6, now(), 'elsewhere', ''::bytea)
            """;

    @Inject
    CertificateStatuses statuses;

    @Inject
    CompromisedKeys blocked;

    @Inject
    Hierarchy hierarchy;

    @Test
    void revokesEveryCertificateOfAKeyThatSignsARequestSayingSo() {
        Csrs key = Csrs.p256().dns("www.nitb.example.gov.pk");
        Certificate first = TestCertificates.issued("nitb", "tls-server", key.pem());
        Certificate second = TestCertificates.issued("nitb", "tls-server", key.pem());
        Response answer = prove(Map.of("proof", key.subject(SUBJECT).pem()));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.path("spkiSha256").toString())
                .isEqualTo(first.key().fingerprint().hex());
        for (Certificate certificate : List.of(first, second)) {
            assertThat(statuses.of(issuerKey(), certificate.serial()))
                    .isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> assertThat(revoked.reason())
                            .isEqualTo(RevocationReason.KEY_COMPROMISE));
        }
        assertThat(blocked.contains(first.key().fingerprint())).isTrue();
    }

    /** Somebody holds the certificate in the same moment, and commits first. */
    @Test
    void revokesWhatIsHeldMeanwhile() throws Exception {
        Csrs key = Csrs.p256().dns("held.nitb.example.gov.pk");
        Certificate certificate = TestCertificates.issued("nitb", "tls-server", key.pem());
        try (Connection other = TestInstallation.application().connect();
                PreparedStatement hold = other.prepareStatement(HOLD)) {
            other.setAutoCommit(false);
            hold.setString(1, issuerKey().hex());
            hold.setString(2, certificate.serial().hex());
            hold.executeUpdate();
            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(
                    () -> prove(Map.of("proof", key.subject(SUBJECT).pem())));
            while (!waitsFor(other)) {
                assertThat(answer).isNotDone();
                Thread.sleep(20);
            }
            other.commit();
            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
        assertThat(statuses.of(issuerKey(), certificate.serial()))
                .isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> assertThat(revoked.reason())
                        .isEqualTo(RevocationReason.KEY_COMPROMISE));
    }

    private static boolean waitsFor(Connection other) throws SQLException {
        try (Statement query = other.createStatement();
                ResultSet row = query.executeQuery("select count(*) from pg_stat_activity"
                        + " where pg_backend_pid() = any(pg_blocking_pids(pid))")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    @Test
    void takesTheKeysSignatureOverTheWords() throws GeneralSecurityException {
        KeyPair pair = pair();
        SubjectPublicKey key = SubjectPublicKey.of(pair.getPublic());
        Response answer = prove(signed(pair, "muhr:key-compromise:" + key.fingerprint()));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(blocked.contains(key.fingerprint())).isTrue();
        assertRefused(prove(signed(pair(), "muhr:key-compromise:" + key.fingerprint())), 422, "compromise-not-proved");
    }

    @Test
    void refusesARequestThatSaysSomethingElseOrIsSignedByAnotherKey() {
        Csrs key = Csrs.p256().dns("www.nitb.example.gov.pk");
        Certificate certificate = TestCertificates.issued("nitb", "tls-server", key.pem());
        assertRefused(prove(Map.of("proof", key.pem())), 422, "compromise-not-proved");
        assertRefused(
                prove(Map.of("proof", key.subject(SUBJECT).signedByAnother().pem())), 422, "compromise-not-proved");
        assertThat(statuses.of(issuerKey(), certificate.serial())).isInstanceOf(CertificateStatus.Good.class);
        assertThat(blocked.contains(certificate.key().fingerprint())).isFalse();
    }

    @Test
    void refusesWhatCannotBeRead() {
        for (Map<String, String> bad : List.of(
                Map.of("proof", "-----BEGIN nothing"),
                Map.of("proof", "AAAA"),
                Map.of("key", Csrs.p256().pem()),
                Map.of("key", "x", "proof", "AAAA"),
                Map.of("proof", "A".repeat(17_000)))) {
            assertRefused(prove(bad), 400, "proof-malformed");
        }
        List<String> rules = Api.officer(Role.AUDITOR)
                .get("/api/v1/refusals?rule=proof-malformed")
                .path("refusals.actor");
        assertThat(rules).contains("anonymous");
    }

    /** The same answer for a key that nobody knows; of those only so many are kept in an hour, so this is the last one. */
    @Test
    @Order(Integer.MAX_VALUE)
    void keepsKeysThatWereNeverCertifiedUpToABound() throws SQLException {
        Csrs known = Csrs.p256().subject(SUBJECT);
        Response before = prove(Map.of("proof", known.pem()));
        assertThat(blocked.contains(key(known))).isTrue();
        execute("insert into blocked_key (spki_sha256, reason, blocked_by)"
                + " select encode(sha256(convert_to('filler ' || n, 'UTF8')), 'hex'), 'test', 'anonymous'"
                + " from generate_series(1, 100) n on conflict do nothing");
        Csrs late = Csrs.p256().dns("www.nitb.example.gov.pk");
        Response answer = prove(Map.of("proof", late.subject(SUBJECT).pem()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Map<String, String>>path("").keySet())
                .isEqualTo(before.<Map<String, String>>path("").keySet());
        assertThat(answer.path("state").toString()).isEqualTo(before.path("state"));
        assertThat(blocked.contains(key(late))).isFalse();
        Csrs certified = Csrs.p256().dns("www.nitb.example.gov.pk");
        TestCertificates.issued("nitb", "tls-server", certified.pem());
        prove(Map.of("proof", certified.subject(SUBJECT).pem()));
        assertThat(blocked.contains(key(certified))).isTrue();
    }

    private static Response prove(Map<String, String> document) {
        return Api.anonymous().contentType(ContentType.JSON).body(document).post("/api/v1/key-compromises");
    }

    private static Map<String, String> signed(KeyPair pair, String words) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(words.getBytes(StandardCharsets.US_ASCII));
        return Map.of(
                "key", new Pem("PUBLIC KEY", Der.of(pair.getPublic().getEncoded())).text(),
                "proof", Base64.getEncoder().encodeToString(signature.sign()));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Sha256 key(Csrs csr) {
        return CertificationRequest.ofPem(csr.pem()).key().fingerprint();
    }

    private Sha256 issuerKey() {
        return hierarchy.named("gov-tls").orElseThrow().certificate().key().fingerprint();
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                Statement insert = connection.createStatement()) {
            insert.execute(statement);
        }
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
    }
}
