package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import pk.muhr.enrolment.Csrs;
import pk.muhr.it.Api;

/** An auditor follows a certificate, draws, counts, exports, and verifies a record in the browser. */
@InBrowser
class AuditorIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first digit of a member's text, or of a hash in a list. */
    private static final Map<String, String> PLACES = Map.of(
            "Values", "\"json\" : \"\\\\\"(.)",
            "Path", "\"inclusion\" : \\[ \"(.)",
            "Signature", "\\\\u2014 [^ ]+ .{40}(.)|— [^ ]+ .{40}(.)");

    private static String certificate;

    @TempDir
    Path place;

    /** A certificate, and a request that a rule refuses. */
    @BeforeAll
    static void prepare() throws Exception {
        Api api = Chromium.program().api();
        String token = Chromium.program().token("subscriber", "--body", "nitb");
        JsonNode issued =
                JSON.readTree(api.submit(token, UUID.randomUUID().toString(), request("www.nitb.example.gov.pk"))
                        .body());
        certificate = issued.get("certificate").get("id").asText();
        assertThat(api.submit(token, UUID.randomUUID().toString(), request("www.elsewhere.com"))
                        .statusCode())
                .isEqualTo(422);
    }

    private static String request(String host) throws Exception {
        return JSON.writeValueAsString(
                Map.of("profile", "tls-server", "csr", Csrs.p256().dns(host).pem()));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void followsACertificate(Language language) {
        for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
            try (visitor) {
                Page page = visitor.as("dev-auditor").page();
                visitor.open("/audit").shown("audit-search");
                visitor.open("/audit/certificates/" + certificate).shown("audit-trail");
                visitor.open("/audit/sample?share=0.5").shown("audit-sample");
                assertThat(page.locator("td a[href^='/audit/certificates/']").count())
                        .isPositive();
                visitor.open("/audit/refusals");
                page.waitForCondition(
                        () -> (Boolean) page.evaluate("window.Chart?.getChart('refusals') !== undefined"));
                visitor.shown("audit-refusals");
                visitor.open("/audit/export").shown("audit-export");
                verify(page, visitor);
                page.waitForSelector("#all-good:not([hidden])");
                assertThat(page.locator("[data-state=good]:visible").count()).isEqualTo(6);
                assertThat(page.locator("[data-state=bad]:visible, [data-state=open]:visible")
                                .count())
                        .isZero();
                visitor.shown("audit-proof");
            }
        }
    }

    private static void verify(Page page, Visitor visitor) {
        visitor.open("/audit?event=CERTIFICATE_ISSUED");
        page.locator("td a[href^='/audit/proof']").first().click();
        page.waitForLoadState(); // its scripts
        page.locator("#take-key").click();
        page.waitForSelector("#key-warning:not([hidden])");
        page.locator("#verify").click();
    }

    @Test
    void aFlippedByteIsRedWhereItIs() {
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.as("dev-auditor").page();
            verify(page, visitor);
            page.waitForSelector("#all-good:not([hidden])");
            String document = page.inputValue("#document");
            String key = page.inputValue("#key");
            PLACES.forEach((step, where) -> {
                page.fill("#document", flipped(document, where));
                assertThat(red(page)).as(step).contains(step);
            });
            // the leaf itself: its values no longer fit, nor does the path
            page.fill("#document", document.replaceFirst("CERTIFICATE_ISSUED(?!.*\"event\")", "CERTIFICATE_ISSUEE"));
            assertThat(red(page)).isNotEmpty();
            page.fill("#document", document);
            page.fill("#key", key.replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+"));
            assertThat(red(page)).containsExactly("Signature");
            page.fill("#key", "");
            assertThat(red(page)).containsExactly("Signature");
            page.fill("#document", "{}");
            assertThat(red(page)).contains("Read");
            visitor.shown("audit-proof-red");
        }
    }

    /** A server whose tiles are not those of its signed tree. */
    @Test
    void aLogThatTellsSomethingElseIsRed() {
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.as("dev-auditor").page();
            page.route("**/log/tile/**", route -> {
                byte[] tile = route.fetch().body();
                for (int at = 0; at < tile.length; at += 32) {
                    tile[at] ^= 1;
                }
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setBodyBytes(tile));
            });
            verify(page, visitor);
            page.waitForSelector("#not-good:not([hidden])");
            assertThat(reds(page)).containsExactly("Now");
        }
    }

    private static List<String> red(Page page) {
        page.evaluate("document.getElementById('not-good').hidden = true"); // what was said before
        page.locator("#verify").click();
        page.waitForSelector("#not-good:not([hidden])");
        assertThat(page.locator("#all-good").isVisible()).isFalse();
        List<String> reds = reds(page);
        assertThat(page.locator("[data-state=bad]:visible").count()).isEqualTo(reds.size());
        return reds;
    }

    private static List<String> reds(Page page) {
        return page.locator("li:has(.muhr-mark-bad)").all().stream()
                .map(item -> item.getAttribute("data-step"))
                .toList();
    }

    private static String flipped(String document, String where) {
        Matcher found = Pattern.compile(where).matcher(document);
        assertThat(found.find()).as(where).isTrue();
        int at = found.start(found.group(1) != null ? 1 : 2);
        char other = document.charAt(at) == 'a' ? 'b' : 'a';
        return document.substring(0, at) + other + document.substring(at + 1);
    }

    @Test
    void takesTheExportHome() throws Exception {
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.as("dev-auditor").open("/audit/export").page();
            Download download = page.waitForDownload(
                    () -> page.locator("form[action='/audit/export'] button").click());
            Path file = place.resolve(download.suggestedFilename());
            download.saveAs(file);
            assertThat(file.getFileName()).hasToString("audit.zip");
            assertThat(Files.size(file)).isPositive();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.size()).isGreaterThan(3);
            }
        }
    }
}
