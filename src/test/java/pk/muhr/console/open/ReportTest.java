package pk.muhr.console.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.x509.Der;
import pk.muhr.x509.Pem;

/** The form for problem reports, and the page of a report. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ReportTest {

    private static final String URDU = "muhr-language";

    private static Response send(RequestSpecification form, Map<String, String> changed) {
        Map<String, String> fields = new HashMap<>(
                Map.of("kind", "misuse", "subject", "0a", "description", "on another site", "contact", ""));
        fields.putAll(changed);
        return form.contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(fields)
                .post("/report");
    }

    private static Response send(Map<String, String> changed) {
        return send(Browser.anonymous().form(), changed);
    }

    private static String followed(Response sent) {
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(303);
        return java.net.URI.create(sent.header("Location")).getPath();
    }

    @Test
    void isAPageOfTheConsoleInBothLanguages() {
        Response english = Browser.anonymous().request().get("/report");
        assertThat(english.asString()).contains("Report a problem with a certificate", "<main id=\"content\"");
        assertThat(english.header("Content-Security-Policy")).contains("script-src 'self'", "style-src 'self'");
        assertThat(english.header("Cache-Control")).isEqualTo("no-store");
        String path = followed(send(Map.of()));
        for (String page : List.of("/report", path)) {
            String urdu =
                    Browser.anonymous().request().cookie(URDU, "ur").get(page).asString();
            assertThat(urdu)
                    .contains("dir=\"rtl\"")
                    .doesNotContain("certificate or key", "Your report", "What happened");
        }
    }

    @Test
    void showsWhatBecameOfAReport() {
        String path = followed(send(Map.of("description", "first\r\nsecond")));
        String page = Browser.anonymous().request().get(path).asString();
        assertThat(page).contains("State: received", "first\nsecond", "No answer yet.", "The certificate is misused");
        Response open = Api.officer(Role.REVOCATION_OFFICER).get("/api/v1/problem-reports");
        String id = open.jsonPath().getString("findAll { it.description == 'first\\nsecond' }.last().id");
        Api.officer(Role.REVOCATION_OFFICER)
                .contentType("application/json")
                .body(Map.of("said", "it is <b>not</b> ours", "closed", true))
                .post("/api/v1/problem-reports/" + id + "/answers");
        assertThat(Browser.anonymous().request().get(path).asString())
                .contains("State: closed", "it is &lt;b&gt;not&lt;/b&gt; ours", "Outcome")
                .doesNotContain("<b>not</b>");
    }

    @ParameterizedTest
    @CsvSource({
        "kind, stolen, Choose what is wrong.",
        "subject, '', Say which certificate or key it is",
        "description, '', Say what happened",
        "contact, 201, Say in at most 200 characters"
    })
    void showsARefusedFormAgainWithItsReason(String field, String value, String said) {
        String typed = value.equals("201") ? "c".repeat(201) : value;
        Map<String, String> fields = new HashMap<>(Map.of("description", "typed with <care>"));
        fields.put(field, typed);
        Response answer = send(fields);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains(said, "id=\"report-form\"");
        if (!field.equals("description")) {
            assertThat(answer.asString()).contains("typed with &lt;care&gt;");
        }
    }

    @Test
    void takesNoPrivateKeyAndDoesNotShowItAgain() {
        String key = new Pem("PRIVATE KEY", Der.of(Csrs.p256().privateKey().getEncoded())).text();
        String part = key.lines().skip(1).findFirst().orElseThrow();
        for (String field : List.of("subject", "description")) {
            Response answer = send(Map.of(field, "found this:\n" + key));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.asString()).contains("That held a private key").doesNotContain(part);
        }
        assertThat(Api.officer(Role.REVOCATION_OFFICER)
                        .get("/api/v1/problem-reports")
                        .asString())
                .doesNotContain(part);
    }

    @Test
    void showsWhatIsUnseenAndLetsNothingOut() {
        String hostile = "<script>x</script>{{7*7}}\"><img src=x>\u001b[31m\u202egnp.\u200bx";
        String path = followed(send(Map.of("subject", hostile, "description", hostile)));
        assertThat(Browser.anonymous().request().get(path).asString())
                .contains("&lt;script&gt;", "{{7*7}}", "[U+001B]", "[U+202E]", "[U+200B]")
                .doesNotContain("<script>x", "<img src=x", "\u001b", "\u202e", "\u200b");
        assertThat(Browser.statusOf(() -> send(Map.of("description", "a".repeat(1024 * 1024)))))
                .isEqualTo(413);
    }

    @Test
    void takesItFromProgramsButNotFromPagesOfOtherSites() {
        assertThat(send(Browser.anonymous().request(), Map.of()).statusCode()).isEqualTo(303);
        assertThat(send(Browser.anonymous().request().header("Sec-Fetch-Site", "cross-site"), Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(Browser.anonymous().request().header("Origin", "https://elsewhere.example"), Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void saysOfAnUnknownAddressThatThereIsNoReport() {
        Response answer = Browser.anonymous().request().get("/report/no-such-secret");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).contains("There is no report at this address", "id=\"report-form\"");
    }
}
