package pk.muhr.console.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.accreditation.TestPolicy;
import pk.muhr.console.Browser;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;

/** What a body sees of a request that officers decide about, and can still do. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class WaitingRequestTest {

    private static final String LETTER = "%PDF-1.7\n% a letter";

    @Inject
    TestPolicy policy;

    private final Browser browser = Browser.subscriber("nitb");
    private String request;

    @BeforeEach
    void ask() {
        policy.replace("eseal", "approvals: 0", "approvals: 2");
        Response sent = browser.form()
                .formParam("form-token", browser.token())
                .formParam("csr", Csrs.p256().pem())
                .formParam("once", UUID.randomUUID().toString())
                .post("/my/new/eseal");
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(303);
        request = sent.header("Location").replaceFirst("https://[^/]+", "");
    }

    @AfterEach
    void restore() {
        policy.restore();
    }

    private String page() {
        return browser.request().get(request).asString();
    }

    private Response decide(String officer, String what, Map<String, String> document) {
        return Api.bearer(TestInstallation.token(Role.REGISTRATION_OFFICER, officer))
                .contentType(ContentType.JSON)
                .body(document)
                .post("/api/v1" + request.replace("/my", "") + what);
    }

    private Response attach(String name, byte[] content, String type) {
        return browser.form()
                .multiPart("form-token", browser.token())
                .multiPart("file", name, content, type)
                .post(request + "/evidence");
    }

    @Test
    void timelineShowsEachStepUntilTheCertificate() {
        assertThat(page()).contains("Now officers look at it", "0 of 2 officers", "Take the request back");
        assertThat(browser.request().get("/my").asString()).contains(request);
        String content = Api.officer(Role.AUDITOR)
                .get("/api/v1" + request.replace("/my", ""))
                .path("contentSha256");
        assertThat(decide("waiting-officer", "/approvals", Map.of("contentSha256", content))
                        .statusCode())
                .isEqualTo(200);
        String part = browser.request().get(request + "/timeline").asString();
        assertThat(part)
                .contains("An officer agreed", "waiting-officer", "1 of 2 officers")
                .doesNotContain("<html");
        decide("waiting-officer-2", "/approvals", Map.of("contentSha256", content));
        assertThat(page())
                .contains("The certificate is there", "/my/certificates/")
                .doesNotContain("hx-trigger", "Take the request back");
    }

    @Test
    void reasonOfARejectionIsShownInert() {
        decide("waiting-officer", "/rejections", Map.of("reason", "Not so <script>alert(1)</script> {{7*7}}"));
        assertThat(page())
                .contains("An officer turned it down", "&lt;script&gt;", "{{7*7}}")
                .doesNotContain("<script>alert");
    }

    @Test
    void isTakenBackOnce() {
        Response back = browser.form().formParam("form-token", browser.token()).post(request + "/withdrawal");
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(page()).contains("Taken back by your body").doesNotContain("hx-trigger");
        assertThat(browser.form()
                        .formParam("form-token", browser.token())
                        .post(request + "/withdrawal")
                        .statusCode())
                .isEqualTo(303);
        assertThat(attach("letter.pdf", LETTER.getBytes(StandardCharsets.US_ASCII), "application/pdf")
                        .statusCode())
                .as("decided by now")
                .isEqualTo(303);
        assertThat(page()).doesNotContain("/evidence/");
    }

    @Test
    void lettersAreSavedAndOthersRefused() {
        byte[] letter = LETTER.getBytes(StandardCharsets.US_ASCII);
        assertThat(attach("letter.pdf", letter, "application/pdf").statusCode()).isEqualTo(303);
        String file = page().replaceFirst("(?s).*href=\"(/my/requests/[^\"]*/evidence/[0-9a-f]{64})\".*", "$1");
        Response saved = browser.request().get(file);
        assertThat(saved.asByteArray()).isEqualTo(letter);
        assertThat(saved.header("Content-Disposition")).startsWith("attachment;");
        assertThat(saved.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(Browser.subscriber("ntc").request().get(file).statusCode()).isEqualTo(404);

        Response page = attach("page.html", "<script>".getBytes(StandardCharsets.US_ASCII), "text/html");
        assertThat(page.statusCode()).isEqualTo(415);
        assertThat(page.asString()).contains("Letters and scans are PDF, PNG or JPEG files.");
        Response lie = attach("lie.pdf", "<html>".getBytes(StandardCharsets.US_ASCII), "application/pdf");
        assertThat(lie.statusCode()).isEqualTo(422);
        assertThat(Browser.statusOf(() -> attach("long.pdf", new byte[2 * 1024 * 1024], "application/pdf")))
                .isEqualTo(413);
        assertThat(browser.form()
                        .multiPart("file", "letter.pdf", letter, "application/pdf")
                        .post(request + "/evidence")
                        .statusCode())
                .as("without a token")
                .isEqualTo(403);
    }
}
