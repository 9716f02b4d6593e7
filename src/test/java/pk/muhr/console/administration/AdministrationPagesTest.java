package pk.muhr.console.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.identity.Role;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.Sha256;

/** The pages of the people who run the service: who sees them, and what two of them must agree on. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AdministrationPagesTest {

    private static final String HOSTILE = "<script>alert(1)</script> {{7*7}} \"><img src=x>";
    private static final String INERT = "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &quot;&gt;&lt;img src=x&gt;";
    private static final Pattern OPEN = Pattern.compile("name=\"hash\" value=\"([0-9a-f]{64})\"");

    @Inject
    ActivePolicy policy;

    static Stream<Arguments> pages() {
        Set<Role> administrators = EnumSet.of(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER);
        Set<Role> all = EnumSet.of(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY);
        return Stream.of(
                Arguments.of("/administration", administrators, List.of("gov-tls-g1", "logged in, signs", "days left")),
                Arguments.of(
                        "/administration/status",
                        administrators,
                        List.of("id=\"checks\"", "gov-tls-g1", "id=\"jobs\"")),
                Arguments.of(
                        "/administration/time-stamps",
                        administrators,
                        List.of("unit-1", "unit-2", "Next key is made from")),
                Arguments.of("/administration/charts", all, List.of("data-chart=\"bar\"", "Certificates that end")),
                Arguments.of("/administration/policy", all, List.of("First edition, development", "In force")),
                Arguments.of(
                        "/administration/people",
                        EnumSet.of(Role.SECURITY_OFFICER, Role.POLICY_AUTHORITY),
                        List.of("dev-auditor", "I read the list")),
                Arguments.of(
                        "/administration/stop",
                        EnumSet.complementOf(EnumSet.of(Role.SUBSCRIBER, Role.AUDITOR)),
                        List.of("Revocations, CRLs and OCSP answers go on")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void arePagesOfTheirOffices(String path, Set<Role> readers, List<String> shown) {
        for (Role role : Role.values()) {
            Browser browser = role == Role.SUBSCRIBER ? Browser.subscriber("nitb") : Browser.of(role);
            Response page = browser.request().get(path);
            assertThat(page.statusCode()).as("%s as %s", path, role).isEqualTo(readers.contains(role) ? 200 : 403);
            if (readers.contains(role)) {
                assertThat(page.asString()).contains(shown).doesNotContain("style=\"", "onclick");
            }
        }
        Response nobody = Browser.anonymous().request().get(path);
        assertThat(nobody.statusCode()).isEqualTo(303);
        assertThat(nobody.header("Location")).contains("/login?next=");
    }

    @Test
    void unitsSignByClocksThatAreShown() throws InterruptedException, SQLException {
        Browser administrator = Browser.of(Role.CA_ADMINISTRATOR);
        String units = page(administrator, "/administration/time-stamps");
        for (int i = 0; i < 60 && !units.contains(">signs<"); i++) {
            Thread.sleep(250); // the first words about the clock
            units = page(administrator, "/administration/time-stamps");
        }
        assertThat(units.split(">signs<", -1)).as("unit-1 and unit-2").hasSize(3);
        TestInstallation.execute("insert into clock_sample (instance, good, clock_offset, error) select instance, true,"
                + " -12500, 0 from clock_sample order by seq desc limit 1");
        TestInstallation.execute("insert into clock_sample (instance, good, clock_offset, error) values" + " ('"
                + HOSTILE + "\u202E', true, 0, 0)");
        assertThat(page(administrator, "/administration/time-stamps"))
                .contains(">signs<", "data-canvas=\"offset-chart\"", ">-12 ms<", "<td>12.5</td>", INERT)
                .doesNotContain("<script>alert", "\u202E");
    }

    @Test
    void oneStopsAndTwoOfDifferentOfficesResume() {
        Browser administrator = Browser.of(Role.CA_ADMINISTRATOR);
        Browser security = Browser.of(Role.SECURITY_OFFICER);
        assertThat(stop(administrator, "resume", "nothing is stopped").statusCode())
                .isEqualTo(409);
        assertThat(stop(Browser.of(Role.AUDITOR), "stop", "no").statusCode()).isEqualTo(403);
        assertThat(stop(Browser.subscriber("nitb"), "stop", "no").statusCode()).isEqualTo(403);
        assertThat(stop(administrator, "stop", "").statusCode()).isEqualTo(400);
        try {
            assertThat(stop(administrator, "stop", HOSTILE).header("Location")).endsWith("?done=doneStopped");
            assertThat(page(security, "/administration/stop"))
                    .contains("No certificate is issued anywhere", INERT)
                    .doesNotContain("<script>alert", "\"><img");
            assertThat(stop(administrator, "resume", "over").header("Location"))
                    .endsWith("?done=doneResumptionProposed");
            Response alone = stop(Browser.of("dev-ca-administrator-2"), "resume", "over");
            assertThat(alone.statusCode()).isEqualTo(409);
            assertThat(alone.asString()).contains("ask an officer of another role", "over</textarea>");
        } finally {
            assertThat(stop(security, "resume", "over").header("Location")).endsWith("?done=doneResumed");
        }
        assertThat(page(administrator, "/administration/stop")).contains("Certificates are issued.");
    }

    @Test
    void aProposalIsConfirmedByTwoOfDifferentOffices() {
        Browser authority = Browser.of(Role.POLICY_AUTHORITY);
        String bundle = policy.bundle().files().get("bundle.yaml");
        String next = bundle.replaceFirst(
                "version: \\d+", "version: " + (policy.bundle().edition().version() + 1));
        assertThat(propose(Browser.of(Role.SECURITY_OFFICER), "bundle.yaml", next)
                        .statusCode())
                .isEqualTo(403);
        Response proposed = propose(authority, "bundle.yaml", next);
        assertThat(proposed.statusCode()).as(proposed.asString()).isEqualTo(303);
        Matcher open = OPEN.matcher(page(authority, "/administration/policy"));
        assertThat(open.find()).isTrue();
        String hash = open.group(1);
        try {
            assertThat(propose(authority, "bundle.yaml", next).statusCode())
                    .as("the same again")
                    .isEqualTo(409);
            assertThat(decide(Browser.of(Role.CA_ADMINISTRATOR), "confirm", hash)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(decide(authority, "confirm", hash).header("Location")).endsWith("?done=donePolicyConfirmed");
            Response again = decide(authority, "confirm", hash);
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.asString()).contains("Somebody of another office must confirm it too");
            assertThat(decide(Browser.of("dev-policy-authority-2"), "confirm", hash)
                            .asString())
                    .contains("The second person must hold another office");
            assertThat(page(authority, "/administration/policy/" + hash)).contains("bundle.yaml", "tls-server.yaml");
        } finally {
            assertThat(decide(Browser.of(Role.SECURITY_OFFICER), "withdraw", hash)
                            .header("Location"))
                    .endsWith("?done=donePolicyWithdrawn");
        }
        assertThat(decide(authority, "confirm", hash).statusCode()).isEqualTo(409);
    }

    @Test
    void filesThatAreNoPolicyAreRefused() {
        Browser authority = Browser.of(Role.POLICY_AUTHORITY);
        Response broken = propose(authority, "bundle.yaml", "version: " + HOSTILE + "\u202E");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.asString())
                .contains("These files break rules", "bundle.yaml:")
                .doesNotContain("<script>alert", "\u202E");
        for (String name : List.of("../bundle.yaml", "bundle.txt", "<script>.yaml")) {
            assertThat(propose(authority, name, "version: 2").asString())
                    .as(name)
                    .contains("Choose at least one file");
        }
        assertThat(Browser.statusOf(() -> propose(authority, "bundle.yaml", "x".repeat(1 << 20))))
                .isEqualTo(413);
        for (String hash : List.of("0".repeat(64), "x", "..%2f")) {
            assertThat(authority
                            .request()
                            .urlEncodingEnabled(false)
                            .get("/administration/policy/" + hash)
                            .statusCode())
                    .isBetween(400, 404);
        }
    }

    @Test
    void twoAppointAndTwoEnd() {
        Browser security = Browser.of(Role.SECURITY_OFFICER);
        Browser authority = Browser.of(Role.POLICY_AUTHORITY);
        Map<String, String> wish =
                Map.of("person", "test-newcomer", "name", "Test Newcomer", "role", "revocation-officer", "body", "");
        assertThat(people(authority, "propose", wish).statusCode()).isEqualTo(403);
        assertThat(people(Browser.of(Role.CA_ADMINISTRATOR), "propose", wish).statusCode())
                .isEqualTo(403);
        assertThat(people(security, "propose", wish).header("Location")).endsWith("?done=doneAppointmentProposed");
        String id = id(security, "test-newcomer", "confirm", authority);
        assertThat(people(security, "confirm", Map.of("id", id)).statusCode())
                .as("who proposed")
                .isEqualTo(409);
        assertThat(people(authority, "confirm", Map.of("id", id)).header("Location"))
                .endsWith("?done=doneAppointmentConfirmed");
        assertThat(people(security, "suspend", Map.of("id", id, "why", HOSTILE)).header("Location"))
                .endsWith("?done=doneAppointmentSuspended");
        assertThat(page(authority, "/administration/people?person=test-newcomer"))
                .contains(INERT, ">suspended<")
                .doesNotContain("<script>alert");
        assertThat(people(security, "end", Map.of("id", id)).statusCode()).isEqualTo(409);
        assertThat(people(authority, "end", Map.of("id", id)).header("Location"))
                .endsWith("?done=doneAppointmentEnded");
        Response wrong =
                people(security, "propose", Map.of("person", "a b", "name", "", "role", "auditor", "body", "\"><img"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.asString()).contains("value=\"&quot;&gt;&lt;img\"").doesNotContain("value=\"\"><img");
    }

    @Test
    void aPageThatLooksByItselfKeepsNobodyLoggedIn() throws SQLException {
        Browser.of(Role.CA_ADMINISTRATOR);
        String secret = "an-old-secret-of-the-session-" + System.nanoTime();
        String old = (secret + "-".repeat(43)).substring(0, 43);
        TestInstallation.execute("insert into console_session_secret (hash, session, made_at, until) select decode('"
                + Sha256.of(old.getBytes(StandardCharsets.US_ASCII)).hex() + "', 'hex'), id,"
                + " clock_timestamp() - interval '20 minutes', clock_timestamp() + interval '10 minutes'"
                + " from console_session where person = 'dev-ca-administrator' order by opened_at desc limit 1");
        Response byItself = status(old).header("HX-Trigger", "by-itself").get("/administration/status");
        assertThat(byItself.statusCode()).isEqualTo(200);
        assertThat(byItself.cookie("__Host-muhr")).isNull();
        Response asked = status(old).get("/administration/status");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.cookie("__Host-muhr")).isNotBlank();
    }

    private static RequestSpecification status(String secret) {
        return Api.anonymous().redirects().follow(false).cookie("__Host-muhr", secret);
    }

    private static String id(Browser proposer, String person, String act, Browser other) {
        String html = page(other, "/administration/people?person=" + person);
        Matcher found = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"><button[^>]*value=\"" + act + "\"")
                .matcher(html);
        assertThat(found.find()).isTrue();
        assertThat(page(proposer, "/administration/people?person=" + person)).doesNotContain(">Confirm<");
        return found.group(1);
    }

    private static String page(Browser browser, String path) {
        return browser.request().get(path).asString();
    }

    private static Response stop(Browser browser, String act, String why) {
        return browser.form()
                .formParam("form-token", browser.token())
                .formParam("act", act)
                .formParam("why", why)
                .post("/administration/stop");
    }

    private static Response decide(Browser browser, String act, String hash) {
        return browser.form()
                .formParam("form-token", browser.token())
                .formParam("act", act)
                .formParam("hash", hash)
                .post("/administration/policy");
    }

    private static Response people(Browser browser, String act, Map<String, String> more) {
        return browser.form()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form-token", browser.token())
                .formParam("act", act)
                .formParams(more)
                .post("/administration/people");
    }

    private static Response propose(Browser browser, String name, String text) {
        return browser.form()
                .multiPart("form-token", browser.token())
                .multiPart("files", name, text.getBytes(StandardCharsets.UTF_8), "application/yaml")
                .post("/administration/policy/proposal");
    }
}
