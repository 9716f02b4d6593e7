package pk.muhr.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Bodies;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.identity.PersonId;
import pk.muhr.identity.Role;
import pk.muhr.issuance.ApprovedRequest;
import pk.muhr.issuance.Issuance;
import pk.muhr.issuance.Preparation;
import pk.muhr.policy.ProfileId;
import pk.muhr.policy.SubscriberRequest;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.revocation.Revocations;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.RevocationEntry;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** The revocation of an authority by two officers, over HTTP and in the database. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuthorityRevocationResourceTest {

    private static final String NAME = "com-signing-g1";

    @Inject
    Hierarchy hierarchy;

    @Inject
    CertificateStatuses statuses;

    @Inject
    Revocations revocations;

    @Inject
    AuthorityRevocations authorityRevocations;

    @Inject
    Issuance issuance;

    @Inject
    Bodies bodies;

    @Inject
    EntityManager entities;

    @Test
    void takesAnOfficerOfAnotherRole() {
        Response proposed = propose(Role.SECURITY_OFFICER, NAME, "cessationOfOperation");
        assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(201);
        assertThat(proposed.path("state").toString()).isEqualTo("open");
        String id = proposed.path("id");
        assertRefused(confirm(Api.officer(Role.SECURITY_OFFICER), NAME, id), 409, "same-person");
        String colleague = TestInstallation.token(Role.SECURITY_OFFICER, Optional.empty(), "another-security-officer");
        assertRefused(confirm(Api.bearer(colleague), NAME, id), 409, "same-role");
        assertRefused(confirm(Api.officer(Role.CA_ADMINISTRATOR), "gov-tls-g1", id), 404, "authority-unknown");
        assertThat(status()).isInstanceOf(CertificateStatus.Good.class);
    }

    /** Nothing of it is committed, since a revocation could not be taken back for the tests of others. */
    @Test
    void revokesWhenThatOfficerConfirms() {
        UUID id = UUID.fromString(
                propose(Role.SECURITY_OFFICER, NAME, "cessationOfOperation").path("id"));
        Api.officer(Role.CA_ADMINISTRATOR);
        QuarkusTransaction.begin();
        try {
            Caller administrator =
                    new Caller(new PersonId("test-ca-administrator"), Set.of(Role.CA_ADMINISTRATOR), Optional.empty());
            assertThat(authorityRevocations.confirm(NAME, id, administrator))
                    .isInstanceOfSatisfying(AuthorityRevocationOutcome.Recorded.class, recorded -> assertThat(
                                    recorded.revocation().confirmation())
                            .isPresent());
            assertThat(status())
                    .isInstanceOfSatisfying(CertificateStatus.Revoked.class, revoked -> assertThat(revoked.reason())
                            .isEqualTo(RevocationReason.CESSATION_OF_OPERATION));
            AuthorityId issuer = AuthorityId.of("commercial-g1");
            assertThat(revocations.entries(issuer, revocations.reach(issuer)))
                    .extracting(RevocationEntry::serial)
                    .contains(authority().certificate().serial());
            assertThat(issuance.prepare(request())).isInstanceOfSatisfying(Preparation.Refused.class, refused -> {
                assertThat(refused.reason().rule()).isEqualTo("authority-revoked");
                assertThat(refused.reason().place()).isPresent();
            });
            assertThat(authorityRevocations.confirm(NAME, id, administrator))
                    .isEqualTo(new AuthorityRevocationOutcome.Refused(
                            AuthorityRevocationRefusal.ALREADY_REVOKED,
                            authority().certificate().serial().hex()));
            assertThatThrownBy(this::openIntent).hasMessageContaining("is revoked");
        } finally {
            QuarkusTransaction.rollback();
        }
        assertThat(status()).isInstanceOf(CertificateStatus.Good.class);
        assertThat(issuance.prepare(request())).isInstanceOf(Preparation.Ready.class);
    }

    @Test
    void refusesRootsHoldsUnknownOnesAndMissingReasons() {
        assertRefused(propose(Role.SECURITY_OFFICER, "national-root-g1", "superseded"), 422, "root-not-revocable");
        assertRefused(propose(Role.SECURITY_OFFICER, "gov-tls-g1", "certificateHold"), 422, "reason-not-permitted");
        assertRefused(propose(Role.SECURITY_OFFICER, "gov-tls-g1", "unspecified"), 422, "reason-not-permitted");
        assertRefused(propose(Role.SECURITY_OFFICER, "nobody-g1", "superseded"), 404, "authority-unknown");
        assertRefused(
                Api.officer(Role.SECURITY_OFFICER)
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "superseded", "invalidityDate", "2199-01-01T00:00:00Z"))
                        .post("/api/v1/authorities/gov-tls-g1/revocation"),
                422,
                "invalidity-date-not-permitted");
        assertThat(propose(Role.REGISTRATION_OFFICER, "gov-tls-g1", "superseded")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.officer(Role.AUDITOR)
                        .get("/api/v1/authorities/gov-tls-g1/revocation")
                        .<List<String>>path("state"))
                .isEmpty();
    }

    /** Whoever writes: not without the second officer. */
    @Test
    void isRefusedByTheDatabaseWithoutTwoOfficers() throws SQLException {
        CertificateAuthority authority = hierarchy.named("gov-email").orElseThrow();
        try (Connection connection = TestInstallation.application().connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into revocation (issuer_key, serial, authority, kind, reason, revoked_at, revoked_by, entry)"
                                + " values (?, ?, 'government-g1', 'REVOKED', 4, now(), 'test', '')")) {
            insert.setString(1, issuerKey(authority).hex());
            insert.setString(2, authority.certificate().serial().hex());
            assertThatThrownBy(insert::executeUpdate)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MU009"));
        }
    }

    private void openIntent() {
        entities.createNativeQuery("""
                        insert into intent (id, request, attempt, authority, issuer_key, serial, profile, tbs, subject_key,
                                            not_after, policy_hash, lease_end)
                        select gen_random_uuid(), gen_random_uuid(), 1, :name, :key, 'abcd', 'x', '', repeat('1', 64), now(),
                               hash, now()
                        from policy_activation order by seq desc limit 1
                        """)
                .setParameter("name", NAME)
                .setParameter(
                        "key", authority().certificate().key().fingerprint().hex())
                .executeUpdate();
    }

    private ApprovedRequest request() {
        return new ApprovedRequest(
                UUID.randomUUID(),
                bodies.find(new BodyId("textiles")).orElseThrow(),
                new ProfileId("eseal-commercial"),
                SubscriberRequest.of(
                        CertificationRequest.ofPem(Csrs.p256().pem()).key(), List.of()),
                1,
                new Actor("test-subscriber-textiles", Optional.empty()));
    }

    private CertificateAuthority authority() {
        return hierarchy.named(NAME).orElseThrow();
    }

    private CertificateStatus status() {
        return statuses.of(issuerKey(authority()), authority().certificate().serial());
    }

    private static Sha256 issuerKey(CertificateAuthority authority) {
        return authority.issuer().map(Certificate::key).orElseThrow().fingerprint();
    }

    private static Response propose(Role role, String authority, String reason) {
        return Api.officer(role)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/authorities/" + authority + "/revocation");
    }

    private static Response confirm(RequestSpecification officer, String authority, String id) {
        return officer.post("/api/v1/authorities/" + authority + "/revocation/" + id + "/confirmation");
    }

    private static void assertRefused(Response answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.path("rule").toString()).isEqualTo(rule);
        assertThat(answer.path("fix").toString()).isNotBlank();
    }
}
