package pk.muhr.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.HierarchyPolicy.ResponderKeyPlace;
import pk.muhr.policy.Templates;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.SubjectPublicKey;

/** The stop switch over HTTP; the replica that was not told is played by the table itself. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class IssuanceStopResourceTest {

    private static final Actor TEST = Actor.system("test");
    private static final String ADDRESS = "/api/v1/issuance";

    /** Of a subscriber, as another replica would open it. */
    private static final String INTENT =
            "insert into intent (id, request, attempt, authority, issuer_key, serial, profile,"
                    + " body, tbs, subject_key, not_after, policy_hash, lease_end, family)"
                    + " select gen_random_uuid(), null, 1, authority, issuer_key, '0a0b0c', profile, body, tbs,"
                    + " subject_key, not_after, (select hash from policy_activation order by seq desc limit 1),"
                    + " lease_end, family from intent where family is not null and person is null order by lease_end desc limit 1";

    @Inject
    AuditRecords audit;

    @Inject
    Hierarchy hierarchy;

    @Inject
    Issuance issuance;

    @Inject
    ActivePolicy policy;

    @Inject
    @Readiness
    Instance<HealthCheck> checks;

    @AfterEach
    void resume() throws InterruptedException {
        if (state().<String>path("state").equals("stopped")) {
            say(Role.SECURITY_OFFICER, "stop");
            say(Role.SECURITY_OFFICER, "resume");
            say(Role.CA_ADMINISTRATOR, "resume");
        }
        awaitAnswer(201);
    }

    @Test
    void stopsCertificatesAndNothingElse() throws Exception {
        Response certificate = awaitAnswer(201);
        Response stopped = say(Role.REVOCATION_OFFICER, "stop");
        assertThat(stopped.statusCode()).as(stopped.asString()).isEqualTo(200);
        assertThat(stopped.<String>path("state")).isEqualTo("stopped");
        Response refused = ask();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.<String>path("rule")).isEqualTo("issuance-stopped");
        assertThat(refused.<String>path("fix")).contains("two officers");
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "superseded"))
                        .post("/api/v1/certificates/" + certificate.path("certificate.id") + "/revocation")
                        .statusCode())
                .as("revocation goes on")
                .isEqualTo(200);
        assertThat(Api.officer(Role.CA_ADMINISTRATOR)
                        .post("/api/v1/authorities/gov-tls/crl")
                        .statusCode())
                .as("CRLs go on")
                .isEqualTo(200);
        assertThat(checks.stream().map(HealthCheck::call).filter(check -> check.getName()
                        .equals("policy")))
                .singleElement()
                .satisfies(check -> assertThat(check.getData().orElseThrow()).containsEntry("issuance", "held"));
        assertThat(recorded("ISSUANCE_STOPPED")).isTrue();
    }

    @Test
    void certifiesNoAuthorityAndResponders() throws Exception {
        say(Role.SECURITY_OFFICER, "stop");
        await(answer -> "issuance-stopped".equals(answer.path("rule"))); // this process knows
        CertificateAuthority root = hierarchy.named("national-root").orElseThrow();
        CertificateAuthority domain = hierarchy.named("government").orElseThrow();
        SubjectPublicKey key = CertificationRequest.ofPem(Csrs.p256().pem()).key();
        CertificateProfile profile =
                policy.bundle().profile(domain.definition().profile()).orElseThrow();
        Templates templates = issuance.templates();
        long before = intents();
        assertThatThrownBy(() -> issuance.certifyAuthority(
                        root,
                        templates.authority(
                                profile,
                                domain.definition(),
                                domain.certificate().key(),
                                root.facts(),
                                issuance.moment()),
                        profile,
                        domain.definition(),
                        TEST))
                .isInstanceOf(RulesBroken.class)
                .hasMessageContaining("issuance-stopped");
        assertThat(intents()).isEqualTo(before);

        CertificateProfile responder =
                policy.bundle().profile(ResponderKeyPlace.TOKEN.profile()).orElseThrow();
        Certificate issued = issuance.certifyResponder(
                        domain,
                        templates.responder(responder, responderOf(domain), key, domain.facts(), issuance.moment()),
                        responder,
                        TEST)
                .certificate();
        assertThat(issued.key()).isEqualTo(key);
    }

    /** Whatever a process believes, no intent of a subscriber is opened. */
    @Test
    void holdsOnAReplicaThatHasNotLookedYet() throws Exception {
        awaitAnswer(201);
        say(Role.SECURITY_OFFICER, "stop");
        assertThatThrownBy(() -> TestInstallation.execute(INTENT)).hasMessageContaining("issuance is stopped");
    }

    /** A stop on another replica, right after this one looked. */
    @Test
    void saysWhatTheTableSaidNoFor() throws Exception {
        awaitAnswer(201);
        TestInstallation.execute("insert into issuance_stop (kind, reason, decided_by, role)"
                + " values ('stopped', 'elsewhere', 'test-security-officer', 'security-officer')");
        Response refused = ask();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.<String>path("rule")).isEqualTo("issuance-stopped");
    }

    /** Once the stop has answered, no intent is opened any more. */
    @Test
    void waitsForTheIntentsThatSawNoStop() throws Exception {
        awaitAnswer(201);
        try (ExecutorService officer = Executors.newSingleThreadExecutor();
                Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(INTENT);
            Future<Response> stop = officer.submit(() -> say(Role.SECURITY_OFFICER, "stop"));
            assertThatThrownBy(() -> stop.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            connection.rollback();
            assertThat(stop.get().<String>path("state")).isEqualTo("stopped");
        }
    }

    @Test
    void resumesByTwoOfficersOfDifferentRoles() throws Exception {
        refused(say(Role.SECURITY_OFFICER, "resume"), "issuance-not-stopped");
        say(Role.SECURITY_OFFICER, "stop");
        Response proposed = say(Role.SECURITY_OFFICER, "resume");
        assertThat(proposed.<Boolean>path("proposed")).as(proposed.asString()).isTrue();
        assertThat(proposed.<String>path("state")).isEqualTo("stopped");
        refused(say(Role.SECURITY_OFFICER, "resume"), "resumption-lacks-officers");
        refused(
                post(TestInstallation.token(Role.SECURITY_OFFICER, "test-another-security-officer"), "resume"),
                "resumption-lacks-officers");
        Response resumed = say(Role.CA_ADMINISTRATOR, "resume");
        assertThat(resumed.<String>path("state")).as(resumed.asString()).isEqualTo("open");
        assertThat(ask().statusCode()).isEqualTo(201);
        assertThat(recorded("ISSUANCE_RESUMED")).isTrue();
    }

    @Test
    void forgetsAProposalWhenItIsStoppedAgain() {
        say(Role.SECURITY_OFFICER, "stop");
        say(Role.SECURITY_OFFICER, "resume");
        say(Role.REGISTRATION_OFFICER, "stop");
        assertThat(say(Role.CA_ADMINISTRATOR, "resume").<String>path("state")).isEqualTo("stopped");
    }

    @Test
    void isForOfficersWithAReason() {
        assertThat(post(TestInstallation.token(Role.AUDITOR, "test-auditor"), "stop")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "x"))
                        .post(ADDRESS + "/stop")
                        .statusCode())
                .isEqualTo(403);
        for (Map<String, String> body : List.of(Map.of("reason", " "), Map.of("why", "x"), Map.of("reason", "a\nb"))) {
            assertThat(Api.officer(Role.SECURITY_OFFICER)
                            .contentType(ContentType.JSON)
                            .body(body)
                            .post(ADDRESS + "/stop")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(state().<String>path("state")).isEqualTo("open");
    }

    private static DistinguishedName responderOf(CertificateAuthority authority) {
        return DistinguishedName.of(authority.definition().subject().entrySet().stream()
                .map(entry -> new DistinguishedName.Attribute(
                        entry.getKey(),
                        entry.getKey() == AttributeType.COMMON_NAME
                                ? "OCSP responder " + authority.id()
                                : entry.getValue()))
                .toList());
    }

    private static long intents() throws SQLException {
        try (Connection connection = TestInstallation.application().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from intent where request is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Response awaitAnswer(int status) throws InterruptedException {
        return await(answer -> answer.statusCode() == status);
    }

    /** The answer to a request, which may take its second to follow. */
    private static Response await(Predicate<Response> wanted) throws InterruptedException {
        Instant latest = Instant.now().plus(Duration.ofSeconds(5));
        Response answer = ask();
        while (!wanted.test(answer)) {
            assertThat(Instant.now()).as(answer.asString()).isBefore(latest);
            Thread.sleep(100);
            answer = ask();
        }
        return answer;
    }

    private static Response ask() {
        return Api.askForHost("nitb");
    }

    private static Response state() {
        return Api.officer(Role.AUDITOR).get(ADDRESS);
    }

    private static Response say(Role role, String what) {
        return post(TestInstallation.token(role, "test-" + role.label()), what);
    }

    private static Response post(String token, String what) {
        return Api.bearer(token)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "Drill #42: as if keys were weak; stop!"))
                .post(ADDRESS + "/" + what);
    }

    private static void refused(Response answer, String problem) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
        assertThat(answer.<String>path("type")).endsWith(problem);
    }

    private boolean recorded(String event) {
        return audit.newest(100).stream()
                .anyMatch(entry -> entry.event().event().equals(event));
    }
}
