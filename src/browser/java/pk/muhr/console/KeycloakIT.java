package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.it.RunningProgram;

/** Logging in at a real OpenID provider, with a real browser between it and us. */
@InBrowser
@Tag("long")
class KeycloakIT {

    @TempDir
    private Path directory;

    @Test
    void whoLogsInThereIsLoggedInHere() throws Exception {
        int port = Keycloak.freePort();
        Path secret = Files.writeString(directory.resolve("secret"), Keycloak.SECRET);
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        settings.put("muhr.console.provider.issuer", Keycloak.issuer(port));
        settings.put("muhr.console.provider.client-secret-file", secret.toString());
        settings.put("muhr.console.provider.claim", "preferred_username");
        settings.put("muhr.console.provider.scopes", "openid,profile");
        try (RunningProgram program = RunningProgram.onFoundedData("keycloak", settings)) {
            String site = "https://localhost:" + program.doors().https();
            try (Keycloak _ = Keycloak.start(port, site + "/login/callback");
                    BrowserContext context = Chromium.contextOf(new Browser.NewContextOptions().setBaseURL(site))) {
                Page page = context.newPage();
                page.navigate("/account");
                page.locator("#with-provider").click();
                page.locator("#username").fill(Keycloak.USER);
                page.locator("#password").fill(Keycloak.PASSWORD);
                page.locator("#kc-login").click();
                page.waitForURL(site + "/account");
                assertThat(page.locator("main").textContent()).contains("Development auditor", "auditor");
                assertThat(context.cookies(site))
                        .filteredOn(cookie -> cookie.name.equals("__Host-muhr"))
                        .singleElement()
                        .satisfies(cookie ->
                                assertThat(cookie.httpOnly && cookie.secure).isTrue());
            }
        }
    }
}
