package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import pk.muhr.enrolment.Csrs;

/**
 * Officers at work: two put a policy into force that asks for two officers, and two approve a request under it without a
 * mouse; then everything that officers see, in both languages, at a desk and on a phone.
 */
@InBrowser
class OfficeIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PROFILE = "tls-server-brief";
    private static final String FIRST = "dev-registration-officer";
    private static final String SECOND = "dev-registration-officer-2";

    @BeforeAll
    static void twoPutAPolicyIntoForce() throws IOException {
        try (Visitor authority = Visitor.atDesk(Language.ENGLISH);
                Visitor security = Visitor.atDesk(Language.ENGLISH)) {
            authority.as("dev-policy-authority").open("/administration/policy");
            int version = Integer.parseInt(
                    authority.page().locator("#active dd").first().innerText().strip());
            String bundle = file("bundle.yaml").replaceFirst("version: \\d+", "version: " + (version + 1));
            String profile = file(PROFILE + ".yaml")
                    .replaceFirst("version: \\d+", "version: " + (version + 1))
                    .replace("approvals: 0", "approvals: 2");
            authority.page().locator("#files").setInputFiles(new FilePayload[] {
                payload("bundle.yaml", bundle), payload(PROFILE + ".yaml", profile)
            });
            authority.page().locator("#propose").click();
            authority.page().locator("#open").waitFor();
            assertThat(authority.page().locator("#open pre").innerText()).contains("approvals");
            authority.page().locator("#confirm").click();
            authority.page().locator("#said.alert-success").waitFor();
            authority.shown("administration-policy-proposed");
            security.as("dev-security-officer").open("/administration/policy");
            security.page().locator("#confirm").click();
            security.page().locator("#said.alert-success").waitFor();
            assertThat(security.page().locator("#active dd").first().innerText())
                    .isEqualTo("" + (version + 1));
        }
    }

    @Test
    void twoOfficersApproveByKeyboardOnly() throws IOException {
        String id = ask("www").path("id").asText();
        try (Visitor first = Visitor.atDesk(Language.ENGLISH);
                Visitor second = Visitor.atDesk(Language.URDU)) {
            approve(first.as(FIRST), id);
            first.shown("office-request-approved-once");
            approve(second.as(SECOND), id);
            second.shown("office-request-issued");
            assertThat(second.page().locator("a[href^='/office/certificates/']").count())
                    .isPositive();
        }
        JsonNode issued = JSON.readTree(
                Chromium.program().api().get(subscriber(), "/requests/" + id).body());
        assertThat(issued.path("state").asText()).isEqualTo("issued");
    }

    /** j or an arrow finds the line, Enter opens it, a goes to the approval, Enter gives it. */
    private static void approve(Visitor visitor, String id) {
        visitor.open("/office/requests");
        visitor.page().keyboard().press("?");
        assertThat(visitor.page().locator("#keys").getAttribute("open")).isNotNull();
        int lines = visitor.page().locator("[data-line]").count();
        for (int at = 0; at < lines && !isFocused(visitor, id); at++) {
            visitor.page().keyboard().press(at % 2 == 0 ? "j" : "ArrowDown");
        }
        assertThat(isFocused(visitor, id)).isTrue();
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/office/requests/" + id);
        visitor.page().locator("#approve").waitFor();
        visitor.page().keyboard().press("a");
        visitor.page().keyboard().press("Enter");
        visitor.page().locator("#said.alert-success").waitFor();
    }

    private static boolean isFocused(Visitor visitor, String id) {
        return (boolean) visitor.page().evaluate("id => String(document.activeElement.href).endsWith(id)", id);
    }

    @Test
    void everythingIsReadInBothLanguagesAtADeskAndOnAPhone() throws IOException {
        String waiting = ask("waiting").path("id").asText();
        String rejected = ask("rejected").path("id").asText();
        String certificate = issued();
        try (Visitor officer = Visitor.onPhone(Language.URDU)) {
            officer.as(FIRST).open("/office/requests/" + rejected);
            officer.page().keyboard().press("r");
            officer.page().keyboard().press("ArrowDown");
            officer.page().locator("#words").fill("<script>alert(1)</script> {{7*7}} \"><img src=x>");
            officer.page().locator("#reject").click();
            officer.page().locator("#said.alert-success").waitFor();
            officer.shown("office-request-rejected");
        }
        List<Executable> looks = new ArrayList<>();
        for (Language language : Language.values()) {
            looks.add(() -> look(Visitor.atDesk(language), waiting, certificate));
            looks.add(() -> look(Visitor.onPhone(language), waiting, certificate));
        }
        assertAll(looks);
        try (Visitor officer = Visitor.atDesk(Language.ENGLISH)) {
            officer.as("dev-revocation-officer").open("/office/certificates/" + certificate);
            officer.page().locator("#reason").selectOption("keyCompromise");
            officer.page().locator("#mean").check();
            officer.page().locator("#revoke").click();
            officer.page().locator("#said.alert-success").waitFor();
            officer.shown("office-certificate-revoked");
        }
    }

    private static void look(Visitor visitor, String waiting, String certificate) {
        try (visitor) {
            visitor.as(FIRST);
            visitor.open("/office/requests").shown("office-queue");
            visitor.open("/office/requests/" + waiting).shown("office-request");
            visitor.open("/office/bodies").shown("office-bodies");
            visitor.open("/office/bodies/nitb").shown("office-body");
            visitor.as("dev-revocation-officer");
            visitor.open("/office/certificates").shown("office-certificates");
            visitor.open("/office/certificates/" + certificate).shown("office-certificate");
        }
    }

    private static JsonNode ask(String host) throws IOException {
        String document = JSON.writeValueAsString(Map.of(
                "profile",
                PROFILE,
                "csr",
                Csrs.p256().dns(host + ".office.nitb.example.gov.pk").pem()));
        JsonNode asked = JSON.readTree(Chromium.program()
                .api()
                .submit(subscriber(), "office-" + host, document)
                .body());
        assertThat(asked.path("state").asText()).as(asked.toString()).isEqualTo("validated");
        return asked;
    }

    /** A certificate that nobody has to decide about. */
    private static String issued() throws IOException {
        String document = JSON.writeValueAsString(Map.of(
                "profile",
                "tls-server",
                "csr",
                Csrs.p256().dns("revoked.nitb.example.gov.pk").pem()));
        JsonNode asked = JSON.readTree(Chromium.program()
                .api()
                .submit(subscriber(), "office-issued", document)
                .body());
        assertThat(asked.path("state").asText()).as(asked.toString()).isEqualTo("issued");
        return asked.path("certificate").path("id").asText();
    }

    private static String subscriber() {
        return Chromium.program().token("subscriber", "--body", "nitb");
    }

    private static String file(String name) throws IOException {
        return Files.readString(Path.of("policies", name));
    }

    private static FilePayload payload(String name, String text) {
        return new FilePayload(name, "application/yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
