package pk.muhr.console.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;

/** What auditors find, and that looking leaves a trace. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class AuditorTest {

    private static final Pattern DRAWN = Pattern.compile("href=\"/audit/certificates/([0-9a-f]{64})\"");

    private final Browser auditor = Browser.of(Role.AUDITOR);

    private String get(String path, Object... query) {
        var request = auditor.request();
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam(query[at].toString(), query[at + 1]);
        }
        Response answer = request.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.asString();
    }

    @Test
    void findsRecordsByWhatTheyAreAbout() {
        Certificate host = TestCertificates.issued("nitb");
        String sha256 = host.fingerprint().hex();
        assertThat(get("/audit", "subject", sha256, "event", "CERTIFICATE_ISSUED"))
                .contains("CERTIFICATE_ISSUED", "/audit/certificates/" + sha256, "done")
                .doesNotContain("No record meets all of this");
        assertThat(get("/audit", "subject", sha256, "event", "KEY_DESTROYED")).contains("No record meets all of this");
        assertThat(get("/audit", "from", "2999-01-01T00:00")).contains("No record meets all of this");
    }

    @Test
    void turnsPages() {
        for (int looks = 0; looks < 52; looks++) {
            get("/audit/certificates/"
                    + TestInstallation.stored("select certificate_sha256 from outcome where state = 'ISSUED' limit 1"));
            if (get("/audit", "event", "EVIDENCE_TAKEN").contains("Older records")) {
                break;
            }
        }
        String first = get("/audit", "event", "EVIDENCE_TAKEN");
        String cursor = first.replaceFirst("(?s).*event=EVIDENCE_TAKEN&amp;cursor=(\\d+)\".*", "$1");
        assertThat(cursor).matches("\\d+");
        assertThat(get("/audit", "event", "EVIDENCE_TAKEN", "cursor", cursor)).doesNotContain("seq=" + cursor + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "{{7*7}}",
                "\"><img src=x onerror=alert(1)>",
                "\u001b[31mred",
                "\u202eevil",
                "a\u200bb",
                "x\r\nSet-Cookie: a=b"
            })
    void whatIsTypedIsInert(String text) {
        for (String name :
                List.of("event", "actor", "subject", "from", "authority", "body", "profile", "request", "cursor")) {
            assertThat(get("/audit", name, text))
                    .as(name)
                    .doesNotContain("<script>alert", ">49", "<img src=x", "\u001b", "\u202e", "\u200b");
        }
        assertThat(get("/audit/sample", "share", text)).doesNotContain("<script>alert", "<img src=x", "\u202e");
        assertThat(get("/audit/proof", "seq", text))
                .contains("No record has this number")
                .doesNotContain("<script>alert", "<img src=x", "\u202e");
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(get("/audit", "authority", "nobody")).contains("write an authority such as gov-tls-g1");
        assertThat(get("/audit", "outcome", "x")).contains("write success, refusal or failure");
        assertThat(get("/audit/sample", "share", "7")).contains("write a part of 1");
        assertThat(get("/audit/refusals", "from", "yesterday")).contains("write a time");
    }

    @Test
    void goesFromACertificateToAllThatLedToIt() {
        Certificate host = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", host, "superseded").then().statusCode(200);
        String sha256 = host.fingerprint().hex();
        String trail = get("/audit/certificates/" + sha256);
        assertThat(trail)
                .contains(
                        "Asked for",
                        "Approvals",
                        "domain",
                        "www.nitb.example.gov.pk",
                        "All rules are kept.",
                        "revoked",
                        "superseded",
                        "CERTIFICATE_ISSUED",
                        "INTENT_OPENED");
        assertThat(TestInstallation.stored("select count(*) from audit_record where event = 'EVIDENCE_TAKEN'"
                        + " and actor = 'dev-auditor' and subject = '" + sha256 + "'"))
                .isEqualTo("1");
        assertThat(auditor.request()
                        .get("/audit/certificates/" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(404);
        assertThat(auditor.request().get("/audit/certificates/x").statusCode()).isEqualTo(400);
    }

    @Test
    void drawsTheSameSampleFromTheSameTree() throws Exception {
        TestCertificates.issued("nitb");
        TestCertificates.issued("ntc");
        Thread.sleep(3000); // a tree is signed
        String first = get("/audit/sample", "share", "0.5");
        String size = first.replaceFirst("(?s).*<dd><code>(\\d+)</code></dd>.*", "$1");
        TestCertificates.issued("nitb");
        String to = first.contains("Seed") ? size : "none";
        String again = get("/audit/sample", "share", "0.5", "checkpoint", to);
        assertThat(drawn(first)).isNotEmpty().isEqualTo(drawn(again));
        assertThat(TestInstallation.stored("select count(*) > 1 from audit_record where event = 'REPORT_MADE'"
                        + " and actor = 'dev-auditor' and subject = 'sample'"))
                .isEqualTo("t");
    }

    private static List<String> drawn(String page) {
        return DRAWN.matcher(page).results().map(found -> found.group(1)).toList();
    }

    @Test
    void countsRefusalsByRule() {
        Api.subscriber("nitb")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "profile",
                        "tls-server",
                        "csr",
                        Csrs.p256().dns("www.elsewhere.com").pem()))
                .post("/api/v1/requests")
                .then()
                .statusCode(422);
        assertThat(get("/audit/refusals")).contains("id=\"by-rule\"", "chart.umd.js", "<canvas");
        assertThat(get("/audit/refusals", "from", "2001-01-01", "to", "2001-01-02"))
                .contains("No rule said no in this time");
    }

    @Test
    void exportsWhatWasAskedForAndRecordsThat() throws Exception {
        TestCertificates.issued("nitb");
        Thread.sleep(3000); // a tree is signed
        Response lines = export("format", "jsonl", "event", "CERTIFICATE_ISSUED");
        assertThat(lines.statusCode()).isEqualTo(200);
        assertThat(lines.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit.jsonl\"");
        assertThat(lines.asString()).contains("CERTIFICATE_ISSUED").doesNotContain("REQUEST_SUBMITTED");
        assertThat(export("format", "zip").asByteArray()).startsWith('P', 'K');
        assertThat(TestInstallation.stored("select count(*) > 1 from audit_record where event = 'AUDIT_EXPORTED'"
                        + " and actor = 'dev-auditor'"))
                .isEqualTo("t");
    }

    @Test
    void showsTheFormAgainWithWhatWasWrong() {
        Response answer = export("format", "jsonl", "event", "no event", "body", "nitb");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("write an event such as", "value=\"nitb\"");
        assertThat(export("format", "exe").statusCode()).isEqualTo(400);
        assertThat(Browser.statusOf(() -> export("format", "jsonl", "subject", "x".repeat(1024 * 1024))))
                .isIn(400, 413);
    }

    @Test
    void exportsNothingForAFormOfSomebodyElse() {
        String other = Browser.of("dev-auditor-2").token();
        assertThat(auditor.form()
                        .formParam("form-token", other)
                        .formParam("format", "jsonl")
                        .post("/audit/export")
                        .statusCode())
                .isEqualTo(403);
    }

    private Response export(String... fields) {
        var form = auditor.form().formParam("form-token", auditor.token());
        for (int at = 0; at < fields.length; at += 2) {
            form.formParam(fields[at], fields[at + 1]);
        }
        return form.post("/audit/export");
    }

    @Test
    void handsOverARecordWithItsProof() throws Exception {
        Thread.sleep(3000); // a tree is signed
        String page = get("/audit/proof", "seq", "1");
        assertThat(page)
                .contains("&quot;inclusion&quot;", "&quot;openings&quot;", "&quot;checkpoint&quot;", "proof.js");
    }
}
