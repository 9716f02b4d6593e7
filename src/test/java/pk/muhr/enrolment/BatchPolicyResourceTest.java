package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.identity.Role;

/** Batches where officers decide, where the policy has a quota, and while issuance is stopped. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class BatchPolicyResourceTest {

    private static final String ADDRESS = "/api/v1/requests/batch";

    @Inject
    TestPolicy policy;

    /** Profiles that no other test asks for: one with a quota of three, one that an officer decides about. */
    @BeforeEach
    void activate() {
        policy.change(files -> {
            String tls = files.get("tls-server.yaml");
            files.put("few-a-day.yaml", tls.replace("id: tls-server", "id: few-a-day") + "requestsPerDay: 3\n");
            files.put(
                    "decided.yaml",
                    tls.replace("id: tls-server", "id: decided").replace("approvals: 0", "approvals: 1"));
        });
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    @Test
    void putsOffWhatIsBeyondTheQuotaAndRefusesItAlone() {
        String key = key();
        String[] lines = Stream.of("a", "b", "c", "d", "e")
                .map(host -> line("few-a-day", host))
                .toArray(String[]::new);
        Response answer = send(key, lines);
        assertThat(states(answer)).containsExactly("issued", "issued", "issued", "postponed", "postponed");
        JsonPath last = JsonPath.from(answer.asString().split("\n")[4]);
        assertThat(last.getString("problem.rule")).isEqualTo("requests-per-day");
        assertThat(last.getInt("problem.status")).isEqualTo(429);
        assertThat(last.getString("problem.policy")).startsWith("policies/few-a-day.yaml:");
        Response alone = Api.subscriber("nitb")
                .contentType("application/json")
                .body(line("few-a-day", "f"))
                .post("/api/v1/requests");
        assertThat(alone.statusCode()).isEqualTo(429);
        assertThat(alone.<String>path("rule")).isEqualTo("requests-per-day");
        assertThat(progress(answer).<Integer>path("open")).isEqualTo(2);
        assertThat(states(send(key, lines)))
                .as("the same batch again")
                .containsExactly("issued", "issued", "issued", "postponed", "postponed");
    }

    @Test
    void leavesToOfficersWhatTheyDecide() {
        String key = key();
        String line = line("decided", "a");
        Response answer = send(key, line);
        assertThat(states(answer)).containsExactly("validated");
        assertThat(progress(answer).<Integer>path("waiting")).isEqualTo(1);
        String id = JsonPath.from(answer.asString()).getString("request");
        String hash = Api.subscriber("nitb").get("/api/v1/requests/" + id).path("contentSha256");
        Api.officer(Role.REGISTRATION_OFFICER)
                .contentType("application/json")
                .body(Map.of("contentSha256", hash))
                .post("/api/v1/requests/" + id + "/approvals")
                .then()
                .statusCode(200);
        assertThat(states(send(key, line))).containsExactly("issued");
        assertThat(progress(answer).<Integer>path("issued")).isEqualTo(1);
    }

    @Test
    void putsEverythingOffWhileIssuanceIsStopped() throws InterruptedException {
        String key = key();
        String[] lines = {line("tls-server", "a"), line("tls-server", "b")};
        say(Role.SECURITY_OFFICER, "stop");
        try {
            Response stopped = send(key, lines);
            assertThat(states(stopped)).allMatch(state -> state.equals("postponed") || state.equals("approved"));
            Thread.sleep(1100); // what a process believes of the switch lives for a second
            Response again = send(key, lines);
            assertThat(JsonPath.from(again.asString().split("\n")[1]).getString("problem.rule"))
                    .isEqualTo("issuance-stopped");
            assertThat(progress(again).<Integer>path("issued")).isZero();
        } finally {
            say(Role.SECURITY_OFFICER, "resume");
            say(Role.CA_ADMINISTRATOR, "resume");
            Thread.sleep(1100);
        }
        assertThat(states(send(key, lines))).containsExactly("issued", "issued");
    }

    private static void say(Role role, String word) {
        Api.officer(role)
                .contentType("application/json")
                .body(Map.of("reason", "a test of batches"))
                .post("/api/v1/issuance/" + word)
                .then()
                .statusCode(200);
    }

    private static Response progress(Response answer) {
        return Api.subscriber("nitb").get(answer.header("Location").replaceFirst("^https?://[^/]+", ""));
    }

    private static List<String> states(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return Stream.of(answer.asString().split("\n"))
                .map(line -> JsonPath.from(line).getString("state"))
                .toList();
    }

    private static Response send(String key, String... lines) {
        return Api.subscriber("nitb")
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", key)
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post(ADDRESS);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String line(String profile, String host) {
        String csr = Csrs.p256().dns(host + ".batch-policy.nitb.example.gov.pk").pem();
        return new JsonObject().put("profile", profile).put("csr", csr).encode();
    }
}
