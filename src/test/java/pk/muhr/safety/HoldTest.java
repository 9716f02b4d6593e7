package pk.muhr.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.ca.AuthorityUnavailable;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.OcspSigners;

/** A process that is held signs nothing, whoever asks. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class HoldTest {

    @Inject
    Hierarchy hierarchy;

    @Inject
    OcspSigners signers;

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
    void givesOutNoList() {
        Response answer = Api.anonymous().get("/crl/gov-tls-g1.crl");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.<String>path("rule")).isEqualTo("installation-held");
    }
}
