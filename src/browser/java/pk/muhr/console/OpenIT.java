package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import pk.muhr.enrolment.Csrs;
import pk.muhr.it.Api;

/** What everybody sees: the repository, and the checks of certificates and time-stamps. */
@InBrowser
class OpenIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] CONTRACT = "a contract".getBytes(StandardCharsets.UTF_8);

    private static JsonNode good;
    private static JsonNode revoked;
    private static byte[] stamp;

    @TempDir
    Path place;

    /** A certificate, one that was revoked, and a time-stamp. */
    @BeforeAll
    static void prepare() throws Exception {
        Api api = Chromium.program().api();
        String token = Chromium.program().token("subscriber", "--body", "nitb");
        good = issued(api, token);
        revoked = issued(api, token);
        assertThat(api.revoke(token, revoked.get("id").asText(), "keyCompromise")
                        .statusCode())
                .isEqualTo(200);
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] query = generator
                .generate(
                        TSPAlgorithms.SHA512,
                        MessageDigest.getInstance("SHA-512").digest(CONTRACT))
                .getEncoded();
        stamp = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(api.plain("/tsa")))
                                .header("Content-Type", "application/timestamp-query")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static JsonNode issued(Api api, String token) throws IOException {
        String csr = Csrs.p256().dns("www.nitb.example.gov.pk").pem();
        HttpResponse<String> answer = api.submit(
                token,
                UUID.randomUUID().toString(),
                JSON.writeValueAsString(Map.of("profile", "tls-server", "csr", csr)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("certificate");
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everybodyReadsAndChecks(Language language) {
        for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
            try (visitor) {
                Page page = visitor.open("/").shown("home").page();
                assertThat(page.locator(".muhr-tree .muhr-tree, .muhr-tree ul ul article")
                                .count())
                        .isPositive();
                visitor.open("/check").shown("check");
                page.setInputFiles("#file", file("www.pem", bytes(good)));
                page.locator("#certificate-form button").click();
                page.waitForSelector("#verdict.alert-success");
                visitor.shown("check-valid");
                visitor.open("/check?q=" + revoked.get("serial").asText());
                page.waitForSelector("#verdict.alert-danger");
                visitor.shown("check-revoked");
                visitor.open("/check?q=www.nitb.example.gov.pk").shown("check-several");
                visitor.open("/check?q=12345678").shown("check-nothing");
                visitor.open("/check/time-stamp").shown("time-stamp");
                page.setInputFiles("#data", file("contract.txt", CONTRACT));
                page.waitForSelector("#hashed:not([hidden])");
                page.setInputFiles("#token", file("contract.tsr", stamp));
                page.locator("#stamp-form button").click();
                page.waitForSelector("#verdict.alert-success");
                visitor.shown("time-stamp-proved");
                page.navigate("/check/time-stamp");
                page.setInputFiles("#data", file("contract.txt", "a contract!".getBytes(StandardCharsets.UTF_8)));
                page.waitForSelector("#hashed:not([hidden])");
                page.setInputFiles("#token", file("contract.tsr", stamp));
                page.locator("#stamp-form button").click();
                page.waitForSelector("#verdict.alert-danger");
                visitor.shown("time-stamp-other");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anybodyReportsAProblemAndSeesWhatBecomesOfIt(Language language) throws Exception {
        for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
            try (visitor) {
                Page page = visitor.open("/report").shown("report").page();
                page.selectOption("#kind", "compromised");
                page.fill("#subject", good.get("pem").asText());
                page.fill("#description", "-----BEGIN PRIVATE KEY-----\nMIG");
                page.locator("#report-form button").click();
                page.waitForSelector("#note.alert-danger");
                visitor.shown("report-refused");
                page.selectOption("#kind", "compromised");
                page.fill("#subject", good.get("pem").asText());
                page.fill("#description", "کلید ایک ویب سائٹ پر پڑی ہے۔\nIt lies at https://paste.example/x");
                page.fill("#contact", "citizen@example.org");
                page.locator("#report-form button").click();
                page.waitForSelector("#state");
                visitor.shown("report-received");
                answer(language + (page.viewportSize().width < 500 ? " phone" : " desk"));
                page.reload();
                page.waitForSelector("#history");
                visitor.shown("report-answered");
            }
        }
        try (Visitor visitor = Visitor.atDesk(language)) {
            visitor.open("/report/none").shown("report-unknown");
        }
    }

    /** By an officer, to the newest report. */
    private static void answer(String by) throws Exception {
        Api api = Chromium.program().api();
        String token = Chromium.program().token("revocation-officer");
        JsonNode open = JSON.readTree(api.get(token, "/problem-reports").body());
        String id = open.get(open.size() - 1).get("id").asText();
        HttpResponse<String> answered = api.post(
                token,
                "/problem-reports/" + id + "/answers",
                JSON.writeValueAsString(Map.of("said", "We look into it.\nThe certificate is revoked: " + by)));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aLargeFileSentWithoutScriptsIsAnsweredWithWhatToDo(Language language) throws Exception {
        Path large = place.resolve("scan.pdf");
        Files.write(large, new byte[3 * 1024 * 1024]);
        for (Visitor visitor :
                new Visitor[] {Visitor.withoutScripts(language, false), Visitor.withoutScripts(language, true)}) {
            try (visitor) {
                Page page = visitor.open("/check").page();
                page.setInputFiles("#file", large);
                page.locator("#certificate-form button").click();
                page.waitForSelector("#large");
                visitor.shown("check-large");
            }
        }
    }

    private static byte[] bytes(JsonNode certificate) {
        return certificate.get("pem").asText().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aPrivateKeyOrAHugeFileNeverLeavesTheComputer() throws Exception {
        byte[] der = Csrs.p256().privateKey().getEncoded();
        Path huge = place.resolve("film.mp4");
        Files.write(huge, new byte[60 * 1024 * 1024]);
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.open("/check").page();
            List<String> sent = new CopyOnWriteArrayList<>();
            page.onRequest(request -> {
                if (request.method().equals("POST")) {
                    sent.add(request.url());
                }
            });
            page.setInputFiles("#file", file("key.der", der));
            page.waitForSelector("#note-private:not([hidden])");
            assertThat(page.inputValue("#file")).isEmpty();
            page.fill("#pem", "-----BEGIN PRIVATE KEY-----\nMIG");
            page.locator("#certificate-form button").click();
            page.waitForSelector("#note-private:not([hidden])");
            assertThat(page.inputValue("#pem")).isEmpty();
            visitor.shown("check-private-key");
            page.setInputFiles("#file", huge);
            page.waitForSelector("#note-large:not([hidden])");
            visitor.shown("check-huge");
            assertThat(sent).isEmpty();
            drop(page, bytes(good));
            page.waitForSelector("#verdict.alert-success");
            assertThat(sent).hasSize(1);
        }
    }

    private static void drop(Page page, byte[] content) {
        page.evaluate("""
                text => {
                    const data = new DataTransfer();
                    data.items.add(new File([text], "www.pem"));
                    document.getElementById("drop").dispatchEvent(
                        new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
                }""", new String(content, StandardCharsets.US_ASCII));
    }

    @Test
    void theFormsWorkWithTheKeyboardAlone() {
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.open("/check").page();
            page.focus("#q");
            page.keyboard().type(good.get("serial").asText());
            page.keyboard().press("Enter");
            page.waitForSelector("#verdict.alert-success");
        }
    }
}
