package pk.muhr.console.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.audit.AuditRecords;
import pk.muhr.console.Browser;
import pk.muhr.identity.Role;
import pk.muhr.x509.Sha256;

/** The queue of officers, and their decisions, as a browser sends them. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class RequestPagesTest {

    @Inject
    AuditRecords audit;

    private static final Pattern CONTENT = Pattern.compile("name=\"content\" value=\"([0-9a-f]{64})\"");
    private static final byte[] LETTER =
            "%PDF-1.7\n<script>alert(1)</script>\n%%EOF".getBytes(StandardCharsets.US_ASCII);

    @Inject
    TestPolicy policy;

    private final Browser first = Browser.of("dev-registration-officer");
    private final Browser second = Browser.of("dev-registration-officer-2");
    private String request;

    @BeforeEach
    void ask() {
        policy.replace("tls-server", "approvals: 0", "approvals: 2");
        Response asked = Api.askForHost("nitb");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        request = asked.path("id");
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    @Test
    void twoOfficersApproveWhatTheyReadAndItIsIssued() {
        assertThat(first.request().get("/office/requests").asString())
                .contains("/office/requests/" + request, "www.nitb.example.gov.pk", "0 of 2");
        assertThat(page(first))
                .as("what comes, with its proofs and rules")
                .contains("The certificate it would become", "Rules kept: ", "BR §", "as asked", "value=\"approve\"");
        assertLocation(approve(first), "doneCounted");
        assertThat(page(first)).contains("Your approval is on record").doesNotContain("value=\"approve\"");
        assertLocation(approve(second), "doneIssued");
        assertThat(page(second)).contains("The certificate it became").doesNotContain("value=\"approve\"");
        assertThat(first.request().get("/office/requests").asString()).doesNotContain(request);
    }

    @Test
    void anApprovalOfAnotherContentIsRefused() {
        for (String content : List.of("00".repeat(32), "", "<script>")) {
            Response refused = decide(first, "approve", Map.of("content", content));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.asString()).contains("The request is not the one that you read");
        }
        assertThat(page(first)).contains("Nobody has approved it yet");
    }

    @Test
    void theRequesterReadsWhyInTheLanguagesOfTheBody() {
        String words = "<script>alert(1)</script> {{7*7}} \"><img src=x> {page.formToken}";
        Response rejected = decide(first, "reject", Map.of("text", "letter", "words", words));
        assertLocation(rejected, "doneRejected");
        String reason =
                Api.subscriber("nitb").get("/api/v1/requests/" + request).path("decision.reason");
        assertThat(reason).contains("attach the signed letter", "دستخط شدہ خط", words);
        assertThat(page(second))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &quot;&gt;&lt;img src=x&gt;")
                .doesNotContain("<script>alert");
        Response late = decide(second, "reject", Map.of("text", "", "words", "again"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.asString()).contains("Nothing is left to decide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u202Ehidden", "zero\u200Bwidth", "line\r\nbreak", "\u001B[31mred"})
    void aReasonThatNobodyCanReadIsRefusedAndShownAgain(String words) {
        Response refused = decide(first, "reject", Map.of("text", "", "words", words));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("id=\"said\"", "a reason has 1 to 400 characters");
        assertThat(page(first)).contains("waits for officers");
    }

    /** A refusal by a page is on record as one over the API is. */
    @Test
    void whatIsRefusedIsOnRecord() {
        assertThat(decide(first, "approve", Map.of("content", "0".repeat(64))).statusCode())
                .isEqualTo(409);
        assertThat(audit.newest(20)).anySatisfy(record -> assertThat(record.toString())
                .contains("REQUEST_REFUSED", "content-differs", "/office/requests/{id}"));
    }

    @Test
    void aReasonThatIsFarTooLongIsRefused() {
        assertThat(decide(first, "reject", Map.of("words", "x".repeat(401))).statusCode())
                .isEqualTo(400);
        assertThat(Browser.statusOf(() -> decide(first, "reject", Map.of("words", "x".repeat(1 << 20)))))
                .isEqualTo(413);
    }

    @Test
    void aFormWithoutTheSessionsTokenDecidesNothing() {
        String content = content(first);
        for (String token : List.of("", second.token())) {
            Response refused = first.form()
                    .formParam("form-token", token)
                    .formParam("act", "approve")
                    .formParam("content", content)
                    .post("/office/requests/" + request);
            assertThat(refused.statusCode()).isEqualTo(403);
        }
        assertThat(page(first)).contains("Nobody has approved it yet");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"REGISTRATION_OFFICER", "SECURITY_OFFICER", "SUBSCRIBER"},
            mode = EnumSource.Mode.EXCLUDE)
    void othersDoNotSeeIt(Role role) {
        assertClosed(Browser.of(role));
    }

    @Test
    void itsBodyDoesNotSeeItHere() {
        assertClosed(Browser.subscriber("nitb"));
        assertClosed(Browser.subscriber("ntc"));
    }

    @Test
    void securityOfficersReadAndDoNotDecide() {
        Browser officer = Browser.of(Role.SECURITY_OFFICER);
        assertThat(page(officer)).contains("You may read this one").doesNotContain("value=\"approve\"");
        assertThat(decide(officer, "approve", Map.of("content", content(first))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void lettersAreSavedAndNeverShown() {
        Api.subscriber("nitb")
                .contentType("application/pdf")
                .body(LETTER)
                .post("/api/v1/requests/" + request + "/evidence")
                .then()
                .statusCode(200);
        String address =
                "/office/requests/" + request + "/evidence/" + Sha256.of(LETTER).hex();
        assertThat(page(first)).contains("href=\"" + address + "\" download", "1 kB");
        Response file = first.request().get(address);
        assertThat(file.asByteArray()).isEqualTo(LETTER);
        assertThat(file.header("Content-Disposition")).startsWith("attachment");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(Browser.subscriber("nitb").request().get(address).statusCode())
                .isEqualTo(403);
        assertThat(first.request()
                        .get("/office/requests/" + request + "/evidence/" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAddressThatMeansNothingNarrowsNothingAndIsShownInert() {
        Response page = first.request()
                .queryParam("q", "\"><img src=x>\u202E")
                .queryParam("body", "NITB'--")
                .queryParam("profile", "{{7*7}}")
                .queryParam("state", "<script>")
                .queryParam("age", "P9999999999D")
                .queryParam("after", "\r\nSet-Cookie: a=b")
                .get("/office/requests");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString())
                .contains("&quot;&gt;&lt;img src=x&gt;[U+202E]")
                .doesNotContain("\"><img", "<script>\"");
        for (String id : List.of(UUID.randomUUID().toString(), "x", "..%2F..%2Faccount", "%00")) {
            assertThat(first.request()
                            .urlEncodingEnabled(false)
                            .get("/office/requests/" + id)
                            .statusCode())
                    .as(id)
                    .isBetween(400, 404);
        }
    }

    @Test
    void whatIsLookedForNarrowsTheList() {
        for (String found :
                List.of("profile=tls-server", "body=nitb", "q=www.nitb.example.gov.pk", "state=", "age=PT0S")) {
            assertThat(first.request().get("/office/requests?" + found).asString())
                    .as(found)
                    .contains("/office/requests/" + request);
        }
        for (String other :
                List.of("profile=eseal", "body=ntc", "q=www.ntc.example.gov.pk", "state=issued", "age=P1D")) {
            assertThat(first.request().get("/office/requests?" + other).asString())
                    .as(other)
                    .doesNotContain("/office/requests/" + request);
        }
    }

    @Test
    void isReadInUrdu() {
        String page = first.request()
                .cookie("muhr-language", "ur")
                .get("/office/requests/" + request)
                .asString();
        assertThat(page).contains("dir=\"rtl\"", "کیا مانگا گیا", "جو پڑھا اسے منظور کریں");
    }

    private void assertClosed(Browser browser) {
        assertThat(browser.request().get("/office/requests").statusCode()).isEqualTo(403);
        assertThat(browser.request().get("/office/requests/" + request).statusCode())
                .isEqualTo(403);
        assertThat(decide(browser, "approve", Map.of("content", content(first))).statusCode())
                .isEqualTo(403);
    }

    private static void assertLocation(Response answer, String done) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("?done=" + done);
    }

    private String page(Browser browser) {
        return browser.request().get("/office/requests/" + request).asString();
    }

    private String content(Browser browser) {
        Matcher found = CONTENT.matcher(page(browser));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private Response approve(Browser browser) {
        return decide(browser, "approve", Map.of("content", content(browser)));
    }

    private Response decide(Browser browser, String act, Map<String, String> more) {
        return browser.form()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form-token", browser.token())
                .formParam("act", act)
                .formParams(more)
                .post("/office/requests/" + request);
    }
}
