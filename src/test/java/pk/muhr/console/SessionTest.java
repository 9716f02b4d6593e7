package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;

/** Logging in and out, and everything that could be done with somebody else's session. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class SessionTest {

    @Test
    void theCookieIsForThisHostOverHttpsAndForNoScript() {
        Response answer =
                Browser.anonymous().form().formParam("person", "dev-auditor").post("/login/development");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Set-Cookie"))
                .matches("__Host-muhr=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void whoIsLoggedInIsShownByName() {
        String page = Browser.of(Role.AUDITOR).request().get("/account").asString();
        assertThat(page).contains("Development auditor", "dev-auditor", "Log out");
    }

    @Test
    void whoIsNotIsLedToTheLogInAndBack() {
        Response answer = Browser.anonymous().request().get("/account?a=b");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/login?next=%2Faccount%3Fa%3Db");
        String login = Browser.anonymous()
                .request()
                .queryParam("next", "/account?a=b")
                .get("/login")
                .asString();
        assertThat(login).contains("value=\"/account?a=b\"");
    }

    @Test
    void afterTheLogOutTheCookieIsWorthNothing() {
        Browser browser = Browser.of(Role.AUDITOR);
        Response out = browser.form().formParam("form-token", browser.token()).post("/logout");
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.header("Set-Cookie")).contains("__Host-muhr=;", "Max-Age=0");
        Response after = browser.request().get("/account");
        assertThat(after.statusCode()).isEqualTo(303);
        assertThat(after.header("Location")).contains("/login");
        assertThat(after.header("Set-Cookie")).contains("Max-Age=0");
    }

    @Test
    void aSecretThatNobodyMadeIsNoSession() {
        for (String secret : List.of("a".repeat(43), "", "x", "'; drop table person; --")) {
            Response answer = Api.anonymous()
                    .redirects()
                    .follow(false)
                    .header("Cookie", "__Host-muhr=" + secret)
                    .get("/account");
            assertThat(answer.statusCode()).as(secret).isEqualTo(303);
        }
    }

    @Test
    void aPlantedSecretIsNotTheOneAfterTheLogIn() {
        Browser victim = Browser.of("dev-security-officer");
        String planted = Api.anonymous()
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", "__Host-muhr=" + "b".repeat(43))
                .formParam("person", "dev-security-officer")
                .post("/login/development")
                .cookie("__Host-muhr");
        assertThat(planted).isNotEqualTo("b".repeat(43));
        assertThat(victim.request().get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void theApiDoesNotKnowTheCookie() {
        Browser browser = Browser.of(Role.AUDITOR);
        assertThat(browser.request().get("/api/v1/audit/records").statusCode()).isEqualTo(401);
        assertThat(browser.form()
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/v1/issuance/stop")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,none",
        "Origin,https://elsewhere.example",
        "Origin,null",
        "X-Nothing,nothing"
    })
    void formsOfOtherSitesAreRefused(String header, String value) {
        Browser browser = Browser.of(Role.AUDITOR);
        String token = browser.token();
        Response answer = browser.request()
                .header(header, value)
                .formParam("form-token", token)
                .post("/logout");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.asString()).contains("The form was sent by a page of another site");
        assertThat(browser.request().get("/account").statusCode()).isEqualTo(200);
        assertThat(Browser.anonymous()
                        .request()
                        .header(header, value)
                        .formParam("person", "dev-auditor")
                        .post("/login/development")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void formsWithoutTheSessionsTokenAreRefused() {
        Browser browser = Browser.of(Role.AUDITOR);
        String stolen = Browser.of("dev-auditor-2").token();
        for (RequestSpecification form : List.of(
                browser.form().formParam("form-token", stolen),
                browser.form().formParam("form-token", ""),
                browser.form().formParam("nothing", "x"))) {
            assertThat(form.post("/logout").statusCode()).isEqualTo(403);
        }
        assertThat(browser.request().get("/account").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example",
                "//elsewhere.example",
                "/\\elsewhere.example",
                "/%2F/elsewhere",
                "/a//b",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=y",
                "account",
                "/@elsewhere:80//x"
            })
    void nobodyIsSentElsewhere(String next) {
        Response answer = Browser.anonymous()
                .form()
                .formParam("person", "dev-auditor")
                .formParam("next", next)
                .post("/login/development");
        assertThat(answer.header("Location")).matches("https://localhost:\\d+/");
        assertThat(Browser.anonymous()
                        .request()
                        .queryParam("next", next)
                        .get("/language/ur")
                        .header("Location"))
                .matches("https://localhost:\\d+/");
    }

    @Test
    void nobodyBecomesSomebodyWhoIsNotInTheDevelopmentData() {
        for (String person : List.of("test-auditor", "system:ca", "", "dev-auditor-3")) {
            Response answer =
                    Browser.anonymous().form().formParam("person", person).post("/login/development");
            assertThat(answer.header("Set-Cookie")).isNull();
            assertThat(answer.header("Location")).endsWith("/login?unknown=yes");
        }
    }

    @Test
    void pagesAreGuarded() {
        Response page = Browser.of(Role.AUDITOR).request().get("/account");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Strict-Transport-Security")).contains("max-age");
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).doesNotContain("<style", "style=\"", "onclick");
    }

    @Test
    void theLanguageIsRememberedAndElseTheBrowsers() {
        Response chosen = Browser.anonymous().request().get("/language/ur?next=/login");
        assertThat(chosen.header("Location")).endsWith("/login");
        assertThat(chosen.header("Set-Cookie")).contains("muhr-language=ur", "Max-Age=31536000");
        String urdu = Browser.anonymous()
                .request()
                .cookie("muhr-language", "ur")
                .get("/login")
                .asString();
        assertThat(urdu).contains("lang=\"ur\" dir=\"rtl\"", "آپ کون ہیں؟", "tabler.rtl.min.css");
        assertThat(Browser.anonymous()
                        .request()
                        .header("Accept-Language", "ur-PK, en;q=0.5")
                        .get("/login")
                        .asString())
                .contains("dir=\"rtl\"");
        assertThat(Browser.anonymous()
                        .request()
                        .header("Accept-Language", "de, \u0000;;q=zz")
                        .get("/login")
                        .asString())
                .contains("dir=\"ltr\"");
        assertThat(Browser.anonymous().request().get("/language/xx").statusCode())
                .isEqualTo(404);
    }

    @Test
    void filesOfPagesAreKeptForEverByTheirHash() {
        String login = Browser.anonymous().request().get("/login").asString();
        String address = login.replaceFirst("(?s).*href=\"(/assets/[^\"]*console.css)\".*", "$1");
        Response style = Browser.anonymous().request().get(address);
        assertThat(style.header("Cache-Control")).contains("immutable");
        assertThat(style.asString()).contains("/assets/").doesNotContain("asset(");
        assertThat(Browser.anonymous().request().get("/assets/0/console.css").header("Cache-Control"))
                .isEqualTo("no-cache");
        assertThat(Browser.anonymous().request().get("/assets/0/nothing.css").statusCode())
                .isEqualTo(404);
    }
}
