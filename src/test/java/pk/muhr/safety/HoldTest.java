package pk.muhr.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.ca.AuthorityUnavailable;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.OcspSigners;
import pk.muhr.identity.Role;

/** A process that is held signs nothing, whoever asks. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HoldTest {

    @Inject
    Hierarchy hierarchy;

    @Inject
    OcspSigners signers;

    @Inject
    Checkpoints checkpoints;

    @Inject
    AuditRecords audit;

    @Inject
    @Wellness
    Instance<HealthCheck> checks;

    @BeforeEach
    void hold() {
        Hold held = new Hold();
        held.begin("the last 6 are missing");
        QuarkusMock.installMockForType(held, Hold.class); // until the end of each test
    }

    @Test
    void refusesRequestsWithTheReason() {
        Response refused = Api.askForHost("nitb");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(503);
        assertThat(refused.<String>path("rule")).isEqualTo("installation-held");
        assertThat(refused.<String>path("value")).isEqualTo("the last 6 are missing");
        assertThat(refused.<String>path("fix")).contains("operators");
    }

    @Test
    void letsNoAuthorityAndNoResponderSign() {
        assertThat(hierarchy.authorities()).isNotEmpty().allSatisfy(authority -> {
            assertThatThrownBy(authority::requireReady)
                    .isInstanceOf(AuthorityUnavailable.class)
                    .hasMessageContaining("the last 6 are missing");
            assertThat(signers.of(authority.id())).isEmpty();
            assertThat(signers.isToAnswer(authority.id())).isFalse();
        });
    }

    @Test
    void isSaidToOperators() {
        assertThat(checks.stream().map(HealthCheck::call).filter(check -> check.getName()
                        .equals("audit log")))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
                    assertThat(check.getData().orElseThrow()).containsEntry("held", "the last 6 are missing");
                });
    }

    @Test
    void promisesNothing() {
        assertHeld(Api.officer(Role.REVOCATION_OFFICER)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "superseded"))
                .post("/api/v1/certificates/" + "0".repeat(64) + "/revocation"));
        assertHeld(Api.subscriber("nitb").get("/api/v1/certificates/" + "0".repeat(64) + "/status"));
        assertHeld(Api.officer(Role.AUDITOR).get("/api/v1/audit/export?format=csv"));
        assertHeld(Api.officer(Role.AUDITOR).get("/api/v1/audit/reports/keys"));
        assertHeld(Api.officer(Role.AUDITOR).get("/api/v1/audit/certificates/" + "0".repeat(64)));
        Map<String, String> report = Map.of("kind", "other", "subject", "01", "description", "a key is on a web site");
        assertHeld(Api.anonymous().contentType(ContentType.JSON).body(report).post("/api/v1/problem-reports"));
        Response page = Api.anonymous().formParams(report).post("/report");
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(503);
        assertThat(page.header("Location")).isNull();
        assertThat(Api.officer(Role.AUDITOR).get("/api/v1/audit/records").statusCode())
                .isEqualTo(200);
    }

    private static void assertHeld(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.<String>path("rule")).isEqualTo("installation-held");
    }

    @Test
    void signsNoCheckpoint() throws InterruptedException {
        String signed = checkpoints.newest().orElseThrow().text();
        audit.appendAlone(AuditEvent.success("TEST_HAPPENED", Actor.system("test"), Map.of()));
        Thread.sleep(2000);
        assertThat(checkpoints.newest().orElseThrow().text()).isEqualTo(signed);
    }

    @Test
    void givesOutNoListOfTheDatabase() {
        assertHeld(Api.anonymous().get("/crl/gov-tls-g1.crl?number=1"));
        assertHeld(Api.anonymous().get("/crl/gov-tls-g1/9999.crl"));
    }
}
