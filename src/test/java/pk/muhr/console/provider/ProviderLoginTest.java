package pk.muhr.console.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.Api;
import pk.muhr.TestInstallation;

/** Logging in at a provider, and whatever a provider or somebody between could say that is not so. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProviderLoginTest {

    @ConfigProperty(name = "muhr.console.provider.issuer")
    URI issuer;

    private LyingProvider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new LyingProvider(issuer);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    /** A log-in that is under way: what the provider was asked, and what the browser keeps. */
    private record Begun(Map<String, String> asked, String kept) {}

    private Begun begin() {
        Response there = Api.anonymous()
                .redirects()
                .follow(false)
                .queryParam("next", "/account")
                .get("/login/provider");
        assertThat(there.statusCode()).isEqualTo(303);
        assertThat(there.header("Location")).startsWith(issuer + "/authorize?");
        assertThat(there.header("Set-Cookie"))
                .startsWith("__Host-muhr-login=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=600");
        Map<String, String> asked = Arrays.stream(
                        URI.create(there.header("Location")).getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        provider.askedWith(asked.get("nonce"));
        return new Begun(asked, there.cookie("__Host-muhr-login"));
    }

    private Response comeBack(String kept, String state, String code) {
        return Api.anonymous()
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Cookie", "__Host-muhr-login=" + kept)
                .queryParam("state", state)
                .queryParam("code", code)
                .get("/login/callback");
    }

    private Response comeBack(Begun begun) {
        return comeBack(begun.kept, begun.asked.get("state"), "a-code");
    }

    @Test
    void opensASessionForWhomTheProviderNames() {
        Begun begun = begin();
        assertThat(begun.asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", "muhr")
                .containsKeys("nonce", "code_challenge");
        Response back = comeBack(begun);
        assertThat(back.statusCode()).as(back.asString()).isEqualTo(200);
        assertThat(back.asString()).contains("content=\"0;url=/account\"");
        assertThat(provider.tokenRequest()).contains("code=a-code", "code_verifier=", "redirect_uri=");
        String cookie = back.cookie("__Host-muhr");
        assertThat(Api.anonymous().cookie("__Host-muhr", cookie).get("/account").asString())
                .contains("Development auditor");
        assertThat(back.getHeaders().getValues("Set-Cookie"))
                .anySatisfy(header ->
                        assertThat(header).startsWith("__Host-muhr-login=;").contains("Max-Age=0"))
                .anySatisfy(header -> assertThat(header).contains("SameSite=Strict"));
    }

    @Test
    void groupsOfTheTokenNarrow() {
        provider.lying(claims -> claims.subject("dev-security-officer").claim("groups", List.of("auditor")));
        String cookie = comeBack(begin()).cookie("__Host-muhr");
        Response account = Api.anonymous()
                .redirects()
                .follow(false)
                .cookie("__Host-muhr", cookie)
                .get("/account");
        assertThat(account.statusCode()).isEqualTo(403);
    }

    @Test
    void whoIsNotKnownHereHasNoSession() {
        provider.lying(claims -> claims.subject("somebody-else"));
        Response back = comeBack(begin());
        assertThat(back.header("Location")).endsWith("/login?unknown=yes");
        assertThat(back.cookies()).doesNotContainKey("__Host-muhr");
    }

    @TestFactory
    Stream<DynamicTest> tokensThatDoNotHoldOpenNothing() {
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> lies = Map.of(
                "another issuer", claims -> claims.issuer("https://elsewhere.example"),
                "for another client", claims -> claims.audience("somebody"),
                "of another log-in", claims -> claims.claim("nonce", "another"),
                "without nonce", claims -> claims.claim("nonce", null),
                "expired",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))),
                "without end", claims -> claims.expirationTime(null),
                "from the future",
                        claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(600))),
                "of nobody", claims -> claims.subject(null),
                "of a reserved name", claims -> claims.subject("system:ca"));
        return lies.entrySet().stream()
                .map(lie -> DynamicTest.dynamicTest(lie.getKey(), () -> {
                    provider.lying(lie.getValue());
                    assertRefused(comeBack(begin()));
                }));
    }

    @Test
    void aTokenOfAnotherKeyOpensNothing() {
        provider.signingWithAnotherKey();
        assertRefused(comeBack(begin()));
    }

    @Test
    void aCodeThatTheProviderDoesNotTakeOpensNothing() {
        provider.refusing();
        assertRefused(comeBack(begin()));
    }

    @Test
    void anAnswerToAnotherBrowsersLogInOpensNothing() {
        Begun mine = begin();
        Begun theirs = begin();
        assertRefused(comeBack(mine.kept, theirs.asked.get("state"), "a-code"));
        assertRefused(comeBack("", theirs.asked.get("state"), "a-code"));
        assertRefused(comeBack("nonsense", "nonsense", "a-code"));
        assertRefused(comeBack(mine.kept, mine.asked.get("state"), ""));
    }

    @Test
    void aProviderThatIsAwayIsSaidSo() {
        Begun begun = begin();
        provider.close();
        assertRefused(comeBack(begun));
    }

    private static void assertRefused(Response back) {
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.cookies()).doesNotContainKey("__Host-muhr");
        assertThat(back.asString()).contains("Begin again at the log-in page");
    }
}
