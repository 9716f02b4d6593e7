package pk.muhr.console.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.TestInstallation;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Browser;
import pk.muhr.identity.IssuedCredential;
import pk.muhr.revocation.TestCertificates;
import pk.muhr.x509.Certificate;

/** What everybody learns of a certificate, and what nobody does. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CheckTest {

    @Inject
    Hierarchy hierarchy;

    private static String pasted(String text) {
        return post(text).asString();
    }

    private static Response post(String text) {
        return Browser.anonymous().form().multiPart("pem", text).post("/check");
    }

    private static String dropped(byte[] file) {
        return Browser.anonymous()
                .form()
                .multiPart("file", "certificate.cer", file)
                .post("/check")
                .asString();
    }

    private static String asked(String text) {
        return Browser.anonymous().request().queryParam("q", text).get("/check").asString();
    }

    @Test
    void saysOfACertificateThatItCountsAndShowsThePath() {
        Certificate host = TestCertificates.issued("nitb");
        for (String page : List.of(
                pasted(host.pem()),
                dropped(host.der().bytes()),
                asked(host.serial().hex()))) {
            assertThat(page)
                    .contains(
                            "This certificate is genuine and counts today.",
                            "www.nitb.example.gov.pk",
                            "Web sites and other servers",
                            host.fingerprint().hex(),
                            "The root: it vouches for itself")
                    .doesNotContain("Signature: false");
            assertThat(page.split("Signature of the one above: verified", -1)).hasSize(4);
        }
        assertThat(Browser.anonymous()
                        .form()
                        .cookie("muhr-language", "ur")
                        .multiPart("pem", host.pem())
                        .post("/check")
                        .asString())
                .contains("یہ سرٹیفکیٹ اصلی ہے اور آج معتبر ہے۔", "dir=\"rtl\"");
    }

    @Test
    void saysSinceWhenAndWhyOneIsRevokedOrHeld() {
        Certificate host = TestCertificates.issued("nitb");
        TestCertificates.revoke("nitb", host, "keyCompromise").then().statusCode(200);
        assertThat(asked(host.fingerprint().hex()))
                .contains("This certificate is revoked", "somebody else may have the key", "Since ")
                .doesNotContain("counts today");
        Certificate device = TestCertificates.ofDevice("nitb");
        TestCertificates.order(device, "certificateHold").then().statusCode(200);
        assertThat(pasted(device.pem())).contains("This certificate is suspended", "something is being looked into");
    }

    @Test
    void whoHasOnlyTheNumberOfAPersonsCertificateLearnsNoName() {
        Certificate ayesha = IssuedCredential.ofAyesha().certificate();
        for (String number : List.of(ayesha.serial().hex(), ayesha.fingerprint().hex())) {
            assertThat(asked(number))
                    .contains("This certificate is genuine and counts today.", "A personal certificate")
                    .doesNotContain("Ayesha", "Khan", "ayesha.khan");
        }
        assertThat(pasted(ayesha.pem())).contains("Ayesha", "Khan", "Logging on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ayesha",
                "ayesha.khan@nitb.example.gov.pk",
                "35202-1234567-2",
                "PNOPK-3520212345672",
                "nitb",
                "%",
                "*.gov.pk",
                "0",
                "example.gov.pk",
                "NTRPK-0012345"
            })
    void nobodyIsFoundByAnythingElse(String text) {
        IssuedCredential.ofAyesha();
        assertThat(asked(text))
                .contains("This PKI has issued no certificate with this number")
                .doesNotContain("Khan", "genuine and counts today");
    }

    @Test
    void findsAWebSiteByItsName() {
        Certificate first = TestCertificates.issued("ntc");
        TestCertificates.issued("ntc");
        String page = asked("WWW.ntc.example.gov.pk");
        assertThat(page).contains("www.ntc.example.gov.pk", first.fingerprint().hex());
    }

    @Test
    void seesThroughAnImitation() {
        Certificate ours = TestCertificates.issued("nitb");
        X500Name issuer = X500Name.getInstance(ours.issuer().der().decode());
        Certificate forged = new Forged()
                .certificate(
                        issuer,
                        Forged.named("www.nitb.example.gov.pk"),
                        ours.serial().value());
        assertThat(pasted(forged.pem()))
                .contains("says that it is from the National PKI, and it is not")
                .doesNotContain("counts today");
    }

    @Test
    void saysOfOthersThatTheyAreOthers() throws Exception {
        X500Name other = Forged.named("elsewhere.example");
        Forged forged = new Forged();
        assertThat(pasted(forged.certificate(other, other, BigInteger.TEN).pem()))
                .contains("This certificate is not from the National PKI.", "elsewhere.example");
        for (BigInteger serial : List.of(BigInteger.ONE.negate(), BigInteger.ZERO, BigInteger.ONE.shiftLeft(400))) {
            assertThat(pasted(forged.certificate(other, other, serial).pem()))
                    .contains("not from the National PKI", "A certificate in an unusual form");
        }
        Extension nonsense = new Extension(
                Extension.subjectAlternativeName, false, new DEROctetString(new byte[] {1, 2, 3}).getOctets());
        assertThat(pasted(forged.certificate(other, other, nonsense).pem()))
                .contains("not from the National PKI", "A certificate in an unusual form");
    }

    @Test
    void anAuthorityIsChecked() {
        Certificate root = hierarchy.authorities().getFirst().certificate();
        assertThat(pasted(root.pem()))
                .contains("counts today", root.fingerprint().hex());
        Certificate issuing = hierarchy.named("gov-tls").orElseThrow().certificate();
        assertThat(asked(issuing.fingerprint().hex())).contains("counts today", "Signing other certificates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "{{7*7}}{7*7}",
                "\"><img src=x onerror=alert(1)>",
                "\u001b[31mred",
                "\u202eevil",
                "a\u200bb",
                "x\r\nSet-Cookie: a=b"
            })
    void namesFromOutsideAreInert(String name) {
        X500Name other = Forged.named(name);
        String page =
                pasted(new Forged().certificate(other, other, BigInteger.TEN).pem());
        assertThat(page)
                .contains("not from the National PKI")
                .doesNotContain("<script>alert", ">49", "<img src=x", "\u001b", "\u202e", "\u200b");
        Response search = Browser.anonymous().request().queryParam("q", name).get("/check");
        assertThat(search.asString()).doesNotContain("<script>alert", "<img src=x", "\u001b", "\u202e", "\u200b");
        assertThat(search.header("Set-Cookie")).isNull();
    }

    @Test
    void aPrivateKeyIsRefusedAndSeenByNobody() {
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage() + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listener);
        try {
            byte[] key = new Forged().pair.getPrivate().getEncoded();
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
            String part = pem.substring(60, 80);
            for (String page : List.of(
                    pasted(pem), dropped(key), dropped(pem.getBytes(StandardCharsets.US_ASCII)), pasted("x" + pem))) {
                assertThat(page).contains("This file holds a private key").doesNotContain(part);
            }
            assertThat(logged).noneMatch(line -> line.contains(part) || line.contains("PRIVATE"));
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
    }

    @Test
    void whatIsNoCertificateIsAnsweredWithASentence() {
        assertThat(pasted("hello")).contains("No certificate was found in it");
        assertThat(pasted("")).contains("Choose a file, or paste");
        assertThat(dropped(new byte[] {0})).contains("No certificate was found in it");
        Response none = Browser.anonymous().form().multiPart("nothing", "x").post("/check");
        assertThat(none.asString()).contains("Choose a file, or paste");
    }

    @Test
    void aMegabyteIsTooMuch() {
        assertThat(Browser.statusOf(() -> post("a".repeat(1024 * 1024)))).isEqualTo(413);
        for (int kilobytes : new int[] {600, 2048}) {
            assertThat(Browser.statusOf(() -> Browser.anonymous()
                            .form()
                            .multiPart("file", "x.cer", new byte[kilobytes * 1024])
                            .post("/check")))
                    .isEqualTo(413);
        }
    }

    @Test
    void formsOfOtherSitesAreRefused() {
        Response answer = Browser.anonymous()
                .request()
                .header("Sec-Fetch-Site", "cross-site")
                .multiPart("pem", "x")
                .post("/check");
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
