package pk.muhr.console.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;
import pk.muhr.enrolment.Csrs;
import pk.muhr.identity.Role;

/** The way of a request through the pages, and what is seen of a body by itself and by others. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class SubscriberPagesTest {

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "{{7*7}}",
            "\"><img src=x onerror=alert(1)>",
            "\u001b[31mred",
            "\u202egnp.exe",
            "zero\u200bwidth",
            "a\r\nSet-Cookie: x=y");

    private static Response send(Browser browser, String address, Map<String, String> fields) {
        return browser.form()
                .formParam("form-token", browser.token())
                .formParams(fields)
                .post(address);
    }

    private static String get(Browser browser, String address) {
        Response answer = browser.request().get(address);
        assertThat(answer.statusCode()).as(address + answer.asString()).isEqualTo(200);
        return answer.asString();
    }

    /** The address of a certificate that was asked for by the forms. */
    private static String asked(Browser browser, String host) {
        String csr = Csrs.p256().pem();
        Map<String, String> fields =
                Map.of("dns", host, "csr", csr, "once", UUID.randomUUID().toString());
        Response sent = send(browser, "/my/new/tls-server", fields);
        assertThat(sent.statusCode()).as(sent.asString()).isEqualTo(303);
        String request = path(sent);
        assertThat(request).startsWith("/my/requests/");
        Response again = send(browser, "/my/new/tls-server", fields);
        assertThat(path(again)).as("a form that is sent twice asks once").isEqualTo(request);
        String page = get(browser, request);
        assertThat(page).contains("The certificate is there");
        return page.replaceFirst("(?s).*href=\"(/my/certificates/[0-9a-f]{64})\".*", "$1");
    }

    /** What is seen of a page: without what fields hold, which goes back as it came. */
    private static String shown(String page) {
        return page.replaceAll("value=\"[^\"]*\"", "").replaceAll("(?s)(<textarea[^>]*>).*?</textarea>", "$1");
    }

    private static String path(Response redirection) {
        return redirection.header("Location").replaceFirst("https://[^/]+", "");
    }

    @Test
    void everyStepLeadsToTheNext() {
        Browser browser = Browser.subscriber("nitb");
        assertThat(get(browser, "/my/new"))
                .contains("/my/new/tls-server", "/my/new/eseal", "A web site or another server")
                .doesNotContain("/my/new/eseal-commercial", "/my/new/ocsp-responder");
        assertThat(get(browser, "/my/new/tls-server")).contains("www.nitb.example.gov.pk", "Islamabad");
        String key = send(browser, "/my/new/tls-server/key", Map.of("dns", "step.nitb.example.gov.pk"))
                .asString();
        assertThat(key).contains("value=\"step.nitb.example.gov.pk\"", "RSA-3072");
        String look = send(
                        browser,
                        "/my/new/tls-server/check",
                        Map.of(
                                "dns",
                                "step.nitb.example.gov.pk",
                                "csr",
                                Csrs.p256().pem()))
                .asString();
        assertThat(look)
                .contains(
                        "Everything is in order",
                        "National Information Technology Board",
                        "proved as a domain of your body",
                        "verified by officers",
                        "name=\"once\"");
        String back = send(browser, "/my/new/tls-server/names", Map.of("dns", "step.nitb.example.gov.pk"))
                .asString();
        assertThat(back).contains(">step.nitb.example.gov.pk</textarea>");
    }

    @Test
    void certificateIsThereInEveryForm() throws CertificateException, IOException {
        Browser browser = Browser.subscriber("nitb");
        String address = asked(browser, "forms.nitb.example.gov.pk");
        assertThat(get(browser, address)).contains("forms.nitb.example.gov.pk-fullchain.pem", "valid", "nginx");
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        Map.of("pem", 1, "der", 1, "chain", 2, "full-chain", 3, "root", 1, "pkcs7", 4)
                .forEach((form, count) -> {
                    Response file = browser.request().get(address + "/" + form);
                    assertThat(file.header("Content-Disposition"))
                            .startsWith("attachment; filename=\"forms.nitb.example.gov.pk");
                    try {
                        assertThat(x509.generateCertificates(new ByteArrayInputStream(file.asByteArray())))
                                .as(form)
                                .hasSize(count);
                    } catch (CertificateException e) {
                        throw new AssertionError(form, e);
                    }
                });
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(
                browser.request().get(address + "/bundle").asByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).hasSize(6).contains("forms.nitb.example.gov.pk-root.pem");
        assertThat(browser.request().get(address + "/exe").statusCode()).isEqualTo(404);
        assertThat(get(browser, "/my/certificates?q=forms.nitb.example.gov.pk")).contains(address);
        assertThat(get(browser, "/my/certificates?q=forms.nitb.example.gov.pk&state=revoked"))
                .contains("No certificates here");
        assertThat(get(browser, "/my/expiries.ics")).contains("BEGIN:VCALENDAR", "forms.nitb.example.gov.pk");
        assertThat(get(browser, "/my")).contains("National Information Technology Board", "active");
    }

    @Test
    void keyIsKeptOrChangedAtRenewal() {
        Browser browser = Browser.subscriber("nitb");
        String address = asked(browser, "again.nitb.example.gov.pk");
        assertThat(get(browser, address + "/renewal")).contains("Keep the key that it has");
        Response look = send(
                browser, address + "/renewal/check", Map.of("csr", Csrs.p256().pem()));
        assertThat(look.asString()).contains("Everything is in order", "again.nitb.example.gov.pk");
        Response rekeyed = send(
                browser,
                address + "/renewal",
                Map.of("csr", Csrs.p256().pem(), "once", UUID.randomUUID().toString()));
        assertThat(path(rekeyed)).startsWith("/my/requests/");
        Response kept = send(
                browser,
                address + "/renewal",
                Map.of("keep", "yes", "once", UUID.randomUUID().toString()));
        assertThat(path(kept)).startsWith("/my/requests/").isNotEqualTo(path(rekeyed));
        Response refused = send(browser, address + "/renewal/check", Map.of("csr", "nonsense"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("This is not a certificate request", ">nonsense</textarea>");
    }

    @Test
    void revocationIsFinal() {
        Browser browser = Browser.subscriber("nitb");
        String address = asked(browser, "gone.nitb.example.gov.pk");
        String reasons = get(browser, address + "/revocation");
        assertThat(reasons.indexOf("keyCompromise")).isPositive().isLessThan(reasons.indexOf("superseded"));
        assertThat(reasons).doesNotContain("privilegeWithdrawn", "certificateHold");
        assertThat(send(browser, address + "/revocation", Map.of("reason", "privilegeWithdrawn"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(send(browser, address + "/revocation", Map.of()).asString()).contains("Choose a reason");
        Response revoked = send(browser, address + "/revocation", Map.of("reason", "superseded"));
        assertThat(path(revoked)).isEqualTo(address);
        assertThat(get(browser, address))
                .contains("Revoked since", "Another certificate took its place")
                .doesNotContain(address + "/revocation", address + "/renewal");
        assertThat(browser.request().get(address + "/renewal").statusCode()).isEqualTo(303);
        Response twice = send(browser, address + "/revocation", Map.of("reason", "superseded"));
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.asString()).contains("It is revoked already");
    }

    @Test
    void refusedRequestIsShownAgainAndOnRecord() {
        Browser browser = Browser.subscriber("nitb");
        String csr = Csrs.p256().pem();
        Response refused =
                send(browser, "/my/new/tls-server/check", Map.of("dns", "www.ntc.example.gov.pk", "csr", csr));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString())
                .contains("has not proved that this name is its own", "value=\"www.ntc.example.gov.pk\"")
                .contains(csr.lines().skip(1).findFirst().orElseThrow().substring(0, 30));
        assertThat(TestInstallation.stored("select count(*) from audit_record where event = 'REQUEST_REFUSED'"
                        + " or (actor = 'dev-subscriber-nitb' and outcome = 'refusal'"
                        + " and details::text like '%name-not-proved%' and details::text like '%/my/new/%')"))
                .isNotEqualTo("0");
    }

    @Test
    void privateKeyIsNeitherRepeatedNorKept() {
        Browser browser = Browser.subscriber("nitb");
        String secret = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" + UUID.randomUUID();
        String key = "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----";
        for (String address : List.of("check", "key", "names")) {
            Response answer = send(
                    browser, "/my/new/tls-server/" + address, Map.of("dns", "www.nitb.example.gov.pk", "csr", key));
            assertThat(answer.asString()).as(address).doesNotContain(secret);
        }
        Response refused = send(browser, "/my/new/tls-server", Map.of("dns", "www.nitb.example.gov.pk", "csr", key));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("nobody but you may have it").doesNotContain(secret);
        assertThat(TestInstallation.stored(
                        "select count(*) from audit_record where details::text like '%" + secret + "%'"))
                .isEqualTo("0");
    }

    @Test
    void hostileNamesAreShownInert() {
        Browser browser = Browser.subscriber("nitb");
        for (String name : HOSTILE) {
            for (String profile : List.of("tls-server", "time-stamping")) {
                String page = send(
                                browser,
                                "/my/new/" + profile + "/check",
                                Map.of(
                                        "dns",
                                        name,
                                        "commonName",
                                        name,
                                        "csr",
                                        Csrs.p256().pem()))
                        .asString();
                assertThat(shown(page))
                        .contains("This cannot be done as it is")
                        .doesNotContain("<script>alert", "<img src", ">49<", "\u001b");
            }
            String searched = browser.request()
                    .queryParam("q", name)
                    .queryParam("state", name)
                    .queryParam("after", name)
                    .get("/my/certificates")
                    .asString();
            assertThat(searched).doesNotContain("<script>alert", "<img src");
            Response domain = send(browser, "/my/domains", Map.of("domain", name, "method", "dns-txt"));
            assertThat(domain.statusCode()).isEqualTo(400);
            assertThat(domain.asString()).doesNotContain("<script>alert", "<img src");
            assertThat(domain.headers().hasHeaderWithName("x")).isFalse();
        }
    }

    @Test
    void tooMuchIsRefused() {
        Browser browser = Browser.subscriber("nitb");
        assertThat(Browser.statusOf(() ->
                        send(browser, "/my/new/tls-server/check", Map.of("dns", "a".repeat(1024 * 1024), "csr", "x"))))
                .isEqualTo(413);
        Response many = send(
                browser,
                "/my/new/tls-server/check",
                Map.of(
                        "dns",
                        "a.nitb.example.gov.pk\n".repeat(400),
                        "csr",
                        Csrs.p256().pem()));
        assertThat(many.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my/new/tls-server/names",
                "/my/new/tls-server/key",
                "/my/new/tls-server/check",
                "/my/new/tls-server",
                "/my/domains",
                "/my/domains/x/check",
                "/my/domains/mailboxes",
                "/my/domains/mailboxes/x"
            })
    void formsOfNobodyAreRefused(String address) {
        Browser browser = Browser.subscriber("nitb");
        assertThat(browser.form().formParam("dns", "x").post(address).statusCode())
                .isEqualTo(403);
        assertThat(browser.form()
                        .formParam("form-token", Browser.subscriber("ntc").token())
                        .post(address)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Browser.anonymous()
                        .form()
                        .formParam("dns", "x")
                        .post(address)
                        .header("Location"))
                .contains("/login");
        Browser auditor = Browser.of(Role.AUDITOR);
        assertThat(send(auditor, address, Map.of()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my",
                "/my/new",
                "/my/new/tls-server",
                "/my/requests",
                "/my/certificates",
                "/my/domains",
                "/my/expiries.ics"
            })
    void pagesAreForSubscribersAlone(String address) {
        assertThat(Browser.of(Role.AUDITOR).request().get(address).statusCode()).isEqualTo(403);
        assertThat(Browser.of(Role.REGISTRATION_OFFICER).request().get(address).statusCode())
                .isEqualTo(403);
        assertThat(Browser.anonymous().request().get(address).header("Location"))
                .contains("/login");
    }

    @Test
    void anotherBodysPagesAreNotThere() {
        Browser nitb = Browser.subscriber("nitb");
        String certificate = asked(nitb, "own.nitb.example.gov.pk");
        String request = get(nitb, certificate).replaceFirst("(?s).*href=\"(/my/requests/[0-9a-f-]{36})\".*", "$1");
        Browser ntc = Browser.subscriber("ntc");
        for (String address : List.of(
                certificate,
                certificate + "/pem",
                certificate + "/bundle",
                certificate + "/renewal",
                certificate + "/revocation",
                request,
                request + "/timeline",
                request + "/evidence/" + "0".repeat(64))) {
            assertThat(ntc.request().get(address).statusCode()).as(address).isEqualTo(404);
        }
        Map<String, String> anything = Map.of("reason", "keyCompromise", "keep", "yes", "once", "x");
        for (String address : List.of(
                certificate + "/revocation",
                certificate + "/renewal",
                certificate + "/renewal/check",
                request + "/withdrawal")) {
            assertThat(send(ntc, address, anything).statusCode()).as(address).isEqualTo(404);
        }
        assertThat(get(ntc, "/my/certificates?q=own.nitb.example.gov.pk")).doesNotContain(certificate);
        assertThat(get(ntc, "/my/requests?q=own.nitb.example.gov.pk")).doesNotContain(request);
        assertThat(get(nitb, certificate)).contains("valid");
    }

    @Test
    void companiesSeeWhatIsForCompanies() {
        assertThat(get(Browser.subscriber("textiles"), "/my/new"))
                .contains("/my/new/eseal-commercial")
                .doesNotContain("/my/new/tls-server\"", "/my/new/eseal\"");
        assertThat(Browser.subscriber("textiles").request().get("/my/new/eseal").statusCode())
                .isEqualTo(404);
    }

    @Test
    void urduPagesSayTheSame() {
        Browser browser = Browser.subscriber("nitb");
        String page = new String(
                browser.request().cookie("muhr-language", "ur").get("/my/new").asByteArray(), StandardCharsets.UTF_8);
        assertThat(page).contains("سرٹیفکیٹ کس لیے چاہیے؟", "ویب سائٹ یا کوئی اور سرور");
    }
}
