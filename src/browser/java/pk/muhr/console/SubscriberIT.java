package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody of a ministry who never asked for a certificate before, and the programs that use what they get. */
@InBrowser
class SubscriberIT {

    private static final String SUBSCRIBER = "dev-subscriber-nitb";
    private static final String PASSPHRASE = "correct horse battery";
    private static final int SECRET_LENGTH = 48;

    @TempDir
    Path directory;

    private final List<String> sent = new ArrayList<>();

    @Test
    void keyOfTheBrowserServesAWebSite() throws IOException {
        String host = "shop.nitb.example.gov.pk";
        try (Visitor visitor = Visitor.atDesk(Language.ENGLISH)) {
            Page page = visitor.page();
            listen(page);
            visitor.as(SUBSCRIBER).open("/my/new");
            page.locator("a[href='/my/new/tls-server']").click();
            page.fill("#field-dns", host);
            page.locator("main button.btn-primary").click();
            Path key = makeKey(page);
            page.locator("#ask button.btn-primary").click();
            page.locator("#send").click();
            page.locator("a[href^='/my/certificates/']").click();
            Path chain = saved(page, "a[href$='/full-chain']");
            Path root = saved(page, "a[href$='/root']");
            assertThat(chain.getFileName()).hasToString(host + "-fullchain.pem");

            Path plain = directory.resolve("server.key");
            Foreign.run(
                    "openssl",
                    "pkcs8",
                    "-in",
                    key.toString(),
                    "-passin",
                    "pass:" + PASSPHRASE,
                    "-out",
                    plain.toString());
            try (Nginx nginx = new Nginx(directory, chain, plain)) {
                assertThat(nginx.fetched(host, root)).endsWith(Nginx.GREETING);
            }

            page.fill("#key-passphrase", PASSPHRASE);
            Path both = saved(page, "[data-make-p12] button");
            judgeBoth(both, plain);
            visitor.shown("my-certificate-made");
            assertThat(sent).isNotEmpty();
            assertNothingSentOf(key);
            assertNothingSentOf(plain);
        }
    }

    /** Key and certificate as other programs read them: strong, and the same key. */
    private void judgeBoth(Path both, Path plain) {
        String[] read = {"openssl", "pkcs12", "-in", both.toString(), "-passin", "pass:" + PASSPHRASE};
        assertThat(Foreign.run(with(read, "-info", "-noout"))).contains("AES-256-CBC");
        assertThat(Foreign.run(with(read, "-nokeys"))).contains("shop.nitb.example.gov.pk", "BEGIN CERTIFICATE");
        Path again = directory.resolve("again.key");
        Foreign.run(with(read, "-nocerts", "-nodes", "-out", again.toString()));
        String[] modulus = {"openssl", "rsa", "-noout", "-modulus", "-in"};
        assertThat(Foreign.run(with(modulus, again.toString())))
                .isEqualTo(Foreign.run(with(modulus, plain.toString())));
    }

    private static String[] with(String[] command, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Neither in the clear nor encrypted, nor the passphrase. */
    private void assertNothingSentOf(Path key) throws IOException {
        String text = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
        for (int at = 0; at + SECRET_LENGTH <= text.length(); at += SECRET_LENGTH) {
            String part = text.substring(at, at + SECRET_LENGTH);
            assertThat(sent).noneMatch(body -> body.contains(part) || body.contains("PRIVATE KEY"));
        }
        assertThat(sent).noneMatch(body -> body.contains(PASSPHRASE));
    }

    private void listen(Page page) {
        page.onRequest(request -> {
            String body = request.postData() == null ? "" : request.postData();
            sent.add(URLDecoder.decode(request.url() + " " + body, StandardCharsets.UTF_8)
                    .replaceAll("[\\r\\n]", ""));
        });
    }

    private Path makeKey(Page page) {
        page.fill("#passphrase", PASSPHRASE);
        page.fill("#passphrase-again", PASSPHRASE);
        Path key = saved(page, "[data-make-key] button");
        page.locator("[data-file]").waitFor();
        assertThat(page.inputValue("#csr")).contains("BEGIN CERTIFICATE REQUEST");
        return key;
    }

    /** What a click leaves among the downloads. */
    private Path saved(Page page, String selector) {
        Download download = page.waitForDownload(() -> page.locator(selector).click());
        Path file = directory.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    @Test
    void sealOfTheBodyIsAskedForInUrdu() {
        Foreign.run(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/",
                "-keyout",
                directory.resolve("seal.key").toString(),
                "-out",
                directory.resolve("seal.csr").toString());
        try (Visitor visitor = Visitor.onPhone(Language.URDU)) {
            Page page = visitor.page();
            visitor.as(SUBSCRIBER).open("/my/new/eseal");
            page.locator("main button.btn-primary").click();
            page.waitForLoadState(); // its scripts
            page.setInputFiles("#csr-file", directory.resolve("seal.key"));
            page.waitForCondition(() -> page.textContent("[data-complaint]").contains("نجی کلید"));
            assertThat(page.inputValue("#csr")).isEmpty();
            page.setInputFiles("#csr-file", directory.resolve("seal.csr"));
            page.waitForCondition(() -> page.inputValue("#csr").contains("CERTIFICATE REQUEST"));
            page.locator("#ask button.btn-primary").click();
            page.locator("#send").click();
            page.locator("a[href^='/my/certificates/']").click();
            Path seal = saved(page, "a[href$='/pem']");
            Path chain = saved(page, "main a[href$='/chain']");
            Path root = saved(page, "a[href$='/root']");
            assertThat(Foreign.run(
                            "openssl",
                            "verify",
                            "-x509_strict",
                            "-CAfile",
                            root.toString(),
                            "-untrusted",
                            chain.toString(),
                            seal.toString()))
                    .endsWith(": OK\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void isReadAtADeskAndOnAPhone(Language language) {
        for (Visitor visitor : new Visitor[] {Visitor.atDesk(language), Visitor.onPhone(language)}) {
            try (visitor) {
                walk(visitor.as(SUBSCRIBER));
            }
        }
    }

    private void walk(Visitor visitor) {
        Page page = visitor.page();
        visitor.open("/my/new").shown("my-purposes");
        visitor.open("/my/new/authentication-person").shown("my-names-person");
        visitor.open("/my/new/tls-server");
        page.locator("[data-add]").last().click();
        visitor.shown("my-names");
        page.locator("main button.btn-primary").click();
        page.fill("#csr", "nothing of use");
        visitor.shown("my-key");
        page.locator("#ask button.btn-primary").click();
        visitor.shown("my-key-refused");
        Path csr = directory.resolve("walk.csr");
        Foreign.run(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "rsa:3072",
                "-nodes",
                "-subj",
                "/",
                "-keyout",
                "/dev/null",
                "-out",
                csr.toString());
        page.waitForLoadState(); // its scripts
        page.setInputFiles("#csr-file", csr);
        page.waitForCondition(() -> page.inputValue("#csr").contains("CERTIFICATE REQUEST"));
        page.locator("#ask button.btn-primary").click();
        visitor.shown("my-preview");
        page.locator("#send").click();
        visitor.shown("my-request");
        page.locator("a[href^='/my/certificates/']").click();
        visitor.shown("my-certificate");
        String certificate = page.url();
        visitor.open("/my/requests").shown("my-requests");
        visitor.open("/my/certificates").shown("my-certificates");
        visitor.open(certificate + "/renewal").shown("my-renewal");
        visitor.open(certificate + "/revocation").shown("my-revocation");
        page.locator("input[value=superseded]").check();
        page.locator("main button.btn-danger").click();
        visitor.shown("my-certificate-revoked");
        visitor.open("/my/domains");
        page.fill("#domain", "new" + Math.abs(page.url().hashCode() + visitor.hashCode()) + ".example.gov.pk");
        page.locator("form[action='/my/domains'] button").click();
        page.locator("[id^=task-] form button").first().click();
        page.locator("[id^=task-] [role=alert]").first().waitFor();
        visitor.shown("my-domains");
        visitor.open("/my").shown("my");
    }
}
