package pk.muhr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.PolicyActivations;
import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.x509.Sha256;

@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RefusalResourceTest {

    private static final String REFUSALS = "/api/v1/refusals";

    @Inject
    PolicyActivations activations;

    @Inject
    AuditRecords audit;

    /** A refusal by the policy, with clause and line, and two of another kind. */
    @BeforeEach
    void refuse() {
        submit(Csrs.p256().dns("localhost").pem());
        submit(Csrs.rsa(1024).dns("a.nitb.example.gov.pk").pem());
        submit(Csrs.p256().dns("intranet.local").pem());
    }

    @Test
    void listsWithRuleClausePlaceValueActorAndTime() {
        Response answer = auditor().get(REFUSALS + "?rule=key-not-permitted&limit=1");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        Map<String, Object> newest = answer.path("refusals[0]");
        assertThat(newest)
                .containsEntry("rule", "key-not-permitted")
                .containsEntry("actor", "test-subscriber-nitb")
                .containsEntry("path", "/api/v1/requests/")
                .containsKeys("time", "clause", "value", "problem", "policyHash");
        assertThat(newest.get("policy").toString()).matches("policies/tls-server\\.yaml:\\d+");
    }

    @Test
    void pagesNewestFirst() {
        Response first = auditor().get(REFUSALS + "?limit=2");
        assertThat(first.<List<String>>path("refusals.rule")).containsExactly("dns-name", "key-not-permitted");
        Response second = auditor().get(REFUSALS + "?limit=2&cursor=" + first.path("next"));
        assertThat(second.<List<String>>path("refusals.rule").getFirst()).isEqualTo("dns-name");
        assertThat(second.<List<Integer>>path("refusals.seq").getFirst())
                .isLessThan(first.<List<Integer>>path("refusals.seq").getLast());
    }

    @Test
    void countsByRule() {
        Response answer = auditor().get(REFUSALS + "/counts");
        assertThat(answer.<Integer>path("'dns-name'")).isGreaterThanOrEqualTo(2);
        assertThat(answer.<Integer>path("'key-not-permitted'")).isPositive();
        assertThat(auditor().get(REFUSALS + "/counts?from=2999-01-01T00:00:00Z").<Map<String, Object>>path("$"))
                .isEmpty();
    }

    @Test
    void countsByPolicyKeyWhatTheLinesOfThePolicyRefused() {
        assertThat(fired("Profiles: keys")).isPositive();
        long before = fired("Profiles: validityDays");
        Map<String, String> files = new TreeMap<>(PolicyBundle.filesIn(Path.of("policies")));
        files.merge("tls-server.yaml", "", (text, _) -> text.replace("validityDays: 90", "validityDays: 398"));
        files.remove("floors.yaml");
        assertThat(propose(files)).containsExactly("policy-broken");
        files.put("floors.yaml", PolicyBundle.filesIn(Path.of("policies")).get("floors.yaml"));
        assertThat(propose(files)).containsExactly("Profiles: validityDays");
        assertThat(fired("Profiles: validityDays")).isEqualTo(before + 1);
        assertThat(auditor()
                        .get(REFUSALS + "/counts")
                        .<Map<String, Object>>path("$")
                        .keySet())
                .allMatch(rule -> rule.length() < 60);
    }

    @Test
    void countsWhatABundleRefusedThatThisProgramCannotRead() {
        SortedMap<String, String> files = PolicyBundle.filesIn(Path.of("policies"));
        files.merge("floors.yaml", "oddity: " + System.nanoTime() + "\n", String::concat);
        int line = files.get("tls-server.yaml").lines().toList().indexOf("validityDays: 90") + 1;
        Sha256 hash = activations.store(files);
        long before = fired("Profiles: validityDays");
        QuarkusTransaction.requiringNew()
                .run(() -> audit.append(AuditEvent.failure(
                                "REQUEST_REFUSED",
                                Actor.system("test"),
                                Map.of("policy", "policies/tls-server.yaml:" + line))
                        .withPolicy(hash)));
        assertThat(fired("Profiles: validityDays")).isEqualTo(before + 1);
    }

    private static List<String> propose(Map<String, String> files) {
        Response answer = Api.officer(Role.POLICY_AUTHORITY)
                .contentType(ContentType.JSON)
                .body(files)
                .post("/api/v1/policies");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        return answer.path("breaches.rule");
    }

    private static long fired(String rule) {
        return auditor().get("/api/v1/traceability").<Integer>path("find { it.rule == '" + rule + "' }.fired");
    }

    @Test
    void refusesWhatIsNotANumberOrATime() {
        for (String query : List.of("limit=0", "limit=x", "limit=501", "cursor=-1", "from=yesterday")) {
            Response answer = auditor().get(REFUSALS + "?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.<String>path("rule")).isEqualTo("parameter-malformed");
        }
    }

    @Test
    void isForAuditorsAndSecurityOfficersOnly() {
        assertThat(Api.officer(Role.SECURITY_OFFICER).get(REFUSALS).statusCode())
                .isEqualTo(200);
        assertThat(Api.officer(Role.POLICY_AUTHORITY).get(REFUSALS).statusCode())
                .isEqualTo(403);
        assertThat(Api.subscriber("nitb").get(REFUSALS + "/counts").statusCode())
                .isEqualTo(403);
    }

    private static RequestSpecification auditor() {
        return Api.officer(Role.AUDITOR);
    }

    private static void submit(String csr) {
        assertThat(Api.subscriber("nitb")
                        .contentType(ContentType.JSON)
                        .body(Map.of("profile", "tls-server", "csr", csr))
                        .post("/api/v1/requests")
                        .statusCode())
                .isEqualTo(422);
    }
}
