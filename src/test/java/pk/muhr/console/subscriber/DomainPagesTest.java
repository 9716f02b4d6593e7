package pk.muhr.console.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.console.Browser;

/** Proving names by the page. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class DomainPagesTest {

    private static final String ZONE = "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n";

    private final Browser browser = Browser.subscriber("punjab");

    private Response send(String address, Map<String, String> fields) {
        return browser.form()
                .formParam("form-token", browser.token())
                .formParams(fields)
                .post(address);
    }

    private static String first(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private String page() {
        return browser.request().get("/my/domains").asString();
    }

    @Test
    void pageSaysWhatToDoAndLooksForIt() throws IOException {
        String domain = "d" + UUID.randomUUID() + ".gov.pk";
        Path zone = TestInstallation.dns().resolve(domain + ".zone");
        Files.writeString(zone, ZONE);
        assertThat(send("/my/domains", Map.of("domain", domain, "method", "dns-txt"))
                        .statusCode())
                .isEqualTo(303);
        String task = first(page(), "id=\"task-([0-9a-f-]{36})\""); // the newest stands first
        assertThat(page()).contains("_muhr-challenge." + domain);
        String value = first(page(), "id=\"value-" + task + "\">([A-Za-z0-9_-]+)<");

        Response notYet = send("/my/domains/" + task + "/check", Map.of());
        assertThat(notYet.statusCode()).isEqualTo(422);
        assertThat(notYet.asString()).contains("We looked, and the value is not there", "<html");
        Response part = browser.form()
                .header("HX-Request", "true")
                .formParam("form-token", browser.token())
                .post("/my/domains/" + task + "/check");
        assertThat(part.statusCode()).isEqualTo(200);
        assertThat(part.asString())
                .contains("We looked, and the value is not there", "there is no TXT record", "task-" + task)
                .doesNotContain("<html");
        assertThat(Browser.subscriber("nitb")
                        .form()
                        .formParam("form-token", Browser.subscriber("nitb").token())
                        .post("/my/domains/" + task + "/check")
                        .statusCode())
                .isIn(403, 404);

        Files.writeString(zone, ZONE + "_muhr-challenge TXT \"" + value + "\"\n");
        Response proved = browser.form()
                .header("HX-Request", "true")
                .formParam("form-token", browser.token())
                .post("/my/domains/" + task + "/check");
        assertThat(proved.asString()).contains("is proved", domain);
        assertThat(page()).contains(domain).doesNotContain("task-" + task);
        assertThat(browser.request().get("/my/new/tls-server").asString()).contains("www." + domain);
        Files.delete(zone);
    }

    @Test
    void whatCannotBeProvedIsShownAgain() {
        for (String domain : new String[] {"", "*.punjab.example.gov.pk", "http://x", "gov.pk"}) {
            Response answer = send("/my/domains", Map.of("domain", domain, "method", "dns-txt"));
            assertThat(answer.statusCode()).as(domain).isIn(400, 422);
            assertThat(answer.asString()).contains("value=\"" + domain + "\"", "This cannot be done as it is");
        }
        assertThat(send("/my/domains", Map.of("domain", "x.example", "method", "guess"))
                        .statusCode())
                .isEqualTo(400);
        Response held = send("/my/domains", Map.of("domain", "nitb.example.gov.pk", "method", "http-file"));
        assertThat(held.statusCode()).isEqualTo(409);
        assertThat(held.asString()).contains("Another body has proved this domain");
    }

    @Test
    void valueOfAMailComesBackByTheForm() {
        assertThat(send("/my/domains/mailboxes", Map.of("address", "no mailbox"))
                        .asString())
                .contains("This is not the address of a mailbox.", "value=\"no mailbox\"");
        String address = "office" + UUID.randomUUID() + "@example.org";
        assertThat(send("/my/domains/mailboxes", Map.of("address", address)).statusCode())
                .isEqualTo(303);
        String page = page();
        assertThat(page).contains(address, "a mail is on its way");
        String challenge = first(page, "action=\"/my/domains/mailboxes/([0-9a-f-]{36})\"");
        Response wrong = send("/my/domains/mailboxes/" + challenge, Map.of("value", "guess"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.asString()).contains("No mail to this mailbox had this value");
        assertThat(send("/my/domains/" + challenge + "/check", Map.of()).statusCode())
                .as("no challenge of a domain")
                .isEqualTo(404);
    }
}
