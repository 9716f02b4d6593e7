package pk.muhr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;

/** Every certificate on record judged anew, and the table from clause to test. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RelintResourceTest {

    @Inject
    ActivePolicy policy;

    @Inject
    PolicyBundles bundles;

    @Test
    void findsNothingWrongUnderThePolicyInForce() {
        assertThat(issue().statusCode()).isEqualTo(201);
        JsonPath summary = summary(policy.bundle());
        assertThat(summary.getLong("certificates")).isGreaterThan(10);
        assertThat(summary.<Map<String, Integer>>get("byRule").keySet())
                .as("but for profiles that were in force for one test: %s", summary.prettify())
                .isSubsetOf("profile-unknown");
    }

    @Test
    void saysWhatAStricterBundleWouldHaveRefused() {
        String id = issue().path("certificate.id");
        Map<String, String> files = new java.util.TreeMap<>(policy.bundle().files());
        files.put("tls-server.yaml", files.get("tls-server.yaml").replace("validityDays: 90", "validityDays: 30"));
        PolicyBundle stricter = PolicyBundle.of(files);
        io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().run(() -> bundles.store(stricter));
        List<String> lines = lines(stricter);
        assertThat(lines).anyMatch(line -> line.contains(id) && line.contains("validity-of-profile"));
        assertThat(summary(stricter).getMap("byRule")).containsKey("validity-of-profile");
    }

    @Test
    void knowsNoBundleThatWasNeverStored() {
        Response answer = Api.officer(Role.AUDITOR).get("/api/v1/findings?policy=" + "0".repeat(64));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Api.subscriber("nitb").get("/api/v1/findings").statusCode()).isEqualTo(403);
    }

    @Test
    void tracesEveryRuleForProgramsAndForPeople() {
        Response table = Api.officer(Role.AUDITOR).get("/api/v1/traceability");
        assertThat(table.statusCode()).isEqualTo(200);
        List<String> rules = table.path("rule");
        assertThat(rules).contains("validity-of-profile", "name-not-proved", "issuer-outlived");
        Response page = Api.officer(Role.AUDITOR).get("/api/v1/traceability/page");
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("<table>", "name-not-proved");
        assertThat(Api.subscriber("nitb").get("/api/v1/traceability").statusCode())
                .isEqualTo(403);
    }

    private static Response issue() {
        return Api.askForHost("nitb");
    }

    private static List<String> lines(PolicyBundle bundle) {
        return Api.officer(Role.AUDITOR)
                .get("/api/v1/findings?policy=" + bundle.hash().hex())
                .asString()
                .lines()
                .toList();
    }

    private static JsonPath summary(PolicyBundle bundle) {
        return JsonPath.from(lines(bundle).getLast());
    }
}
