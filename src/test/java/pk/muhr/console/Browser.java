package pk.muhr.console;

import java.net.SocketException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import pk.muhr.Api;
import pk.muhr.identity.Role;

/** What a browser does with pages, without one: keeps the session's cookie and says where its forms come from. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([0-9a-f]{64})\"");

    private static final int TOO_LARGE = 413;

    private String cookie;

    private Browser() {}

    /** Nobody in particular. */
    public static Browser anonymous() {
        return new Browser();
    }

    /** Somebody of the development data, logged in. */
    public static Browser of(String person) {
        Browser browser = new Browser();
        Response answer = browser.form().formParam("person", person).post("/login/development");
        browser.cookie = answer.cookie("__Host-muhr");
        if (answer.statusCode() != 303 || browser.cookie == null) {
            throw new IllegalStateException("not logged in: " + answer.statusLine() + answer.asString());
        }
        return browser;
    }

    /** The first person of that office. */
    public static Browser of(Role role) {
        return of("dev-" + role.label());
    }

    /** A subscriber of the body. */
    public static Browser subscriber(String body) {
        return of("dev-subscriber-" + body);
    }

    /** A request with what the browser keeps. */
    public RequestSpecification request() {
        RequestSpecification request = Api.anonymous().redirects().follow(false);
        return cookie == null ? request : request.cookie("__Host-muhr", cookie);
    }

    /** A request that sends a form of one of our pages. */
    public RequestSpecification form() {
        return request().header("Sec-Fetch-Site", "same-origin");
    }

    /**
     * The status of an answer that does not wait for the whole of a long body: whoever still writes then may find the
     * connection closed before the answer is read (RFC 9112 §9.6), which is a refusal too.
     */
    public static int statusOf(Supplier<Response> sending) {
        try {
            return sending.get().statusCode();
        } catch (Exception e) { // the client throws the checked one undeclared
            if (e instanceof SocketException || e instanceof SSLException) {
                return TOO_LARGE;
            }
            throw e;
        }
    }

    /** The token that the forms of this session carry. */
    public String token() {
        return token(request().get("/account").asString()).orElseThrow();
    }

    /** The token of a page's form. */
    public static Optional<String> token(String html) {
        return Optional.of(TOKEN.matcher(html)).filter(Matcher::find).map(found -> found.group(1));
    }
}
